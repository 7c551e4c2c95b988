extension Journey {
    /// Sends money to a friend in the app or to an account elsewhere.
    mutating func transfer(_ season: Season) {
        if random.chance(0.65) { click(.quickTransfer, on: .home) }
        view(.transfer, after: 4)
        guard random.chance(0.9) else { return }
        let reference = Reference(
            table: .transfer, member: number, number: transfers.count + 1)
        log(.transferStart, on: .transfer, reference: reference)
        view(.transferRecipient, after: 5)
        let purpose = random.choice(Self.purposes)
        let recipient =
            random.chance(purpose.isBetweenFriends ? 0.6 : 0.1)
            ? acquaintance(before: season.day, ordinal: transfers.count + 1) : nil
        guard random.chance(0.93) else {
            return settle(reference, purpose, recipient, amount: nil, .abandoned)
        }
        pause(6)
        log(.transferRecipient, on: .transferRecipient, reference: reference)
        view(.transferAmount, after: 3)
        let amount = purpose.amount(&random)
        view(.transferConfirm, after: 9)
        guard random.chance(0.95) else {
            return settle(reference, purpose, recipient, amount: amount, .abandoned)
        }
        confirm(reference, purpose, recipient, amount: amount)
    }

    private mutating func confirm(
        _ reference: Reference, _ purpose: TransferPurpose, _ recipient: Int?, amount: Int
    ) {
        pause(5)
        log(.transferConfirm, on: .transferConfirm, amount: amount, reference: reference)
        pause(1.5)
        if random.chance(0.028) {
            let reason = random.choice(Self.failures)
            log(
                .transferFail, on: .transferConfirm, amount: amount, failReason: reason,
                reference: reference)
            settle(reference, purpose, recipient, amount: amount, .failed, reason)
        } else {
            log(.transferDone, on: .transferConfirm, amount: amount, reference: reference)
            settle(reference, purpose, recipient, amount: amount, .done)
            view(.transferDone, after: 0.5)
        }
    }

    private mutating func settle(
        _ reference: Reference, _ purpose: TransferPurpose, _ recipient: Int?, amount: Int?,
        _ status: TransactionStatus, _ reason: FailReason? = nil
    ) {
        transfers.append(
            Transfer(
                reference: reference, time: clock, amount: amount,
                recipientKind: recipient == nil ? .account : .member, recipient: recipient,
                memo: purpose.memo, status: status, failReason: reason))
    }

    private static let purposes: [(TransferPurpose, Double)] = [
        (TransferPurpose(memo: "", median: 40_000, isBetweenFriends: false), 30),
        (TransferPurpose(memo: "점심값, 고마워!", median: 11_000, isBetweenFriends: true), 22),
        (TransferPurpose(memo: "모임 회비", median: 30_000, isBetweenFriends: true), 14),
        (TransferPurpose(memo: "용돈", median: 100_000, isBetweenFriends: false), 12),
        (TransferPurpose(memo: "월세", median: 480_000, isBetweenFriends: false), 7),
        (TransferPurpose(memo: "축의금", median: 100_000, isBetweenFriends: true), 6),
        (TransferPurpose(memo: "커피 \"내가 쏨\"", median: 6_000, isBetweenFriends: true), 9),
    ]
    private static let failures: [(FailReason, Double)] = [
        (.insufficientBalance, 62), (.limitExceeded, 20), (.wrongPassword, 12), (.network, 6),
    ]
}

/// Why money is sent: what is written beside it and how much it usually is.
struct TransferPurpose: Sendable {
    let memo: String
    let median: Double
    let isBetweenFriends: Bool

    /// Round sums: thousands of won, ten thousands above 100,000.
    func amount(_ random: inout RandomStream) -> Int {
        let drawn = random.logNormal(median: median, spread: 0.7)
        let unit = drawn > 100_000 ? 10_000 : 1_000
        return max(1_000, Int(drawn) / unit * unit)
    }
}
