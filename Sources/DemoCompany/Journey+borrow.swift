extension Journey {
    /// Looks loans up; some look at their credit score first, and those apply more often.
    mutating func borrow(_ season: Season) {
        let sawCredit = random.chance(0.32)
        if sawCredit {
            click(.creditCard, on: .home)
            view(.credit, after: 2)
            log(.creditView, on: .credit)
            pause(12)
        } else {
            click(.menuLoan, on: .home)
        }
        let switches = season.campaigns.contains(.loanSwitch) && hasLoan
        let product = switches && random.chance(0.6) ? .refinance : random.choice(Self.products)
        view(.loan, after: 4, category: product)
        pause(8)
        log(.loanView, on: .loan, category: product)
        guard random.chance(0.52) else { return }
        let desired = desiredAmount(product)
        view(.loanCompare, after: 10, category: product)
        compare(product, desired, applyChance: sawCredit)
    }

    private mutating func compare(_ product: Category, _ desired: Int, applyChance: Bool) {
        let reference = Reference(
            table: .loan, member: number, number: loanInquiries.count + 1)
        pause(12)
        log(
            .loanCompare, on: .loanCompare, category: product, amount: desired,
            reference: reference)
        let time = clock
        let offers = Self.offers(random.integer(in: 0...9), profile.age)
        let rate = Self.baseRate(product) + random.integer(in: 0...320)
        let chance = applyChance ? Story.applyChanceAfterCredit : Story.applyChance
        var outcome = LoanOutcome.compared
        if offers > 0 && random.chance(chance) {
            outcome = apply(product, desired, reference)
        }
        // Banks grant what was asked, or four fifths of it.
        let granted = random.chance(0.7) ? desired : desired * 4 / 5_000_000 * 1_000_000
        loanInquiries.append(
            LoanInquiry(
                reference: reference, time: time, product: product, desiredAmount: desired,
                offers: offers, bestRate: offers > 0 ? rate : nil, outcome: outcome,
                approvedAmount: outcome == .approved ? max(1_000_000, granted) : nil))
    }

    private mutating func apply(_ product: Category, _ desired: Int, _ reference: Reference)
        -> LoanOutcome
    {
        view(.loanApply, after: 20, category: product)
        pause(90)
        log(.loanApply, on: .loanApply, category: product, amount: desired, reference: reference)
        pause(75)
        let isGood = profile.age >= 25 && habits.grade != .regular
        let outcome: LoanOutcome = random.chance(isGood ? 0.72 : 0.48) ? .approved : .rejected
        log(
            .loanResult, on: .loanResult, category: product, amount: desired, outcome: outcome,
            reference: reference)
        view(.loanResult, after: 1, category: product)
        if outcome == .approved { hasLoan = true }
        return outcome
    }

    private mutating func desiredAmount(_ product: Category) -> Int {
        let median: Double
        switch product {
        case .jeonseLoan: median = 110_000_000
        case .mortgage: median = 190_000_000
        default: median = 15_000_000
        }
        return max(1, Int(random.logNormal(median: median, spread: 0.5)) / 1_000_000) * 1_000_000
    }

    private static func offers(_ drawn: Int, _ age: Int) -> Int {
        age < 20 ? 0 : age < 25 ? drawn / 3 : drawn
    }

    /// Hundredths of a percent a year.
    private static func baseRate(_ product: Category) -> Int {
        switch product {
        case .mortgage: 362
        case .jeonseLoan: 345
        case .refinance: 455
        default: 489
        }
    }

    private static let products: [(Category, Double)] = [
        (.creditLoan, 52), (.jeonseLoan, 20), (.refinance, 16), (.mortgage, 12),
    ]
}
