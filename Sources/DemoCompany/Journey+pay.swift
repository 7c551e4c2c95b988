extension Journey {
    /// Wants to pay for something, and tries again after a failure more often than not.
    mutating func pay(_ season: Season) {
        if random.chance(0.6) { click(.quickPay, on: .home) }
        view(.pay, after: 4)
        guard random.chance(0.9) else { return }
        let purchase = Purchase(
            profile: profile, grade: habits.grade, hour: KoreanTime.hour(at: clock), &random)
        for _ in 0..<3 {
            guard attempt(purchase, season) == .failed, random.chance(0.5) else { return }
            click(.retry, on: .payFail)
        }
    }

    private mutating func attempt(_ purchase: Purchase, _ season: Season) -> TransactionStatus {
        let reference = Reference(
            table: .payment, member: number, number: payments.count + 1)
        pause(4)
        log(
            .payStart, on: .pay, category: purchase.category, amount: purchase.amount,
            reference: reference)
        view(.payMethod, after: 2)
        guard random.chance(0.93) else {
            return settle(purchase, reference, nil, discount: 0, .abandoned)
        }
        pause(5)
        let method = random.chance(0.8) ? habits.mainMethod : random.element(of: Self.methods)
        log(
            .payMethodSelect, on: .payMethod, category: purchase.category, method: method,
            amount: purchase.amount, reference: reference)
        let discount = couponDiscount(purchase)
        view(.payAuth, after: 4)
        guard random.chance(0.95) else {
            return settle(purchase, reference, method, discount: 0, .abandoned)
        }
        pause(7)
        log(
            .payAuth, on: .payAuth, category: purchase.category, method: method,
            amount: purchase.amount - discount, reference: reference)
        if let reason = failure(purchase, method) {
            return fail(purchase, reference, method, reason)
        }
        return succeed(purchase, reference, method, discount: discount)
    }

    private mutating func couponDiscount(_ purchase: Purchase) -> Int {
        guard couponsInHand > 0, purchase.amount >= 8_000, random.chance(0.6) else { return 0 }
        return purchase.amount >= 20_000 ? 5_000 : 2_000
    }

    private mutating func failure(_ purchase: Purchase, _ method: PaymentMethod) -> FailReason? {
        if random.chance(Story.timeoutChance(profile.system, version)) { return .authTimeout }
        guard random.chance(purchase.amount > 200_000 ? 0.07 : 0.034) else { return nil }
        switch method {
        case .account, .money: return random.choice(Self.accountFailures)
        case .checkCard, .creditCard: return random.choice(Self.cardFailures)
        }
    }

    private mutating func fail(
        _ purchase: Purchase, _ reference: Reference, _ method: PaymentMethod,
        _ reason: FailReason
    ) -> TransactionStatus {
        pause(reason == .authTimeout ? 30 : 2)
        log(
            .payFail, on: .payAuth, category: purchase.category, method: method,
            amount: purchase.amount, failReason: reason, reference: reference)
        if reason == .authTimeout {
            patience = max(Story.leastPatience, patience * Story.patienceAfterTimeout)
        }
        let status = settle(purchase, reference, method, discount: 0, .failed, reason)
        view(.payFail, after: 0.5)
        return status
    }

    private mutating func succeed(
        _ purchase: Purchase, _ reference: Reference, _ method: PaymentMethod, discount: Int
    ) -> TransactionStatus {
        pause(1.5)
        let paid = purchase.amount - discount
        if discount > 0 {
            log(.couponUse, on: .payAuth, amount: discount, reference: reference)
            couponsInHand -= 1
        }
        log(
            .payDone, on: .payAuth, category: purchase.category, method: method, amount: paid,
            reference: reference)
        let status = settle(purchase, reference, method, discount: discount, .done)
        view(.payDone, after: 0.5)
        if random.chance(0.7) {
            log(.pointEarn, on: .payDone, amount: max(1, paid / 200), reference: reference)
        }
        return status
    }

    private mutating func settle(
        _ purchase: Purchase, _ reference: Reference, _ method: PaymentMethod?, discount: Int,
        _ status: TransactionStatus, _ reason: FailReason? = nil
    ) -> TransactionStatus {
        payments.append(
            Payment(
                reference: reference, time: clock, amount: purchase.amount - discount,
                discount: discount, method: method, category: purchase.category,
                merchant: purchase.merchant, status: status, failReason: reason))
        return status
    }

    private static let methods = Array(PaymentMethod.allCases)
    private static let accountFailures: [(FailReason, Double)] = [
        (.insufficientBalance, 60), (.wrongPassword, 25), (.network, 10), (.limitExceeded, 5),
    ]
    private static let cardFailures: [(FailReason, Double)] = [
        (.cardDeclined, 42), (.limitExceeded, 28), (.wrongPassword, 20), (.network, 10),
    ]
}
