extension Journey {
    /// Points: the daily check-in, sometimes spending.
    mutating func collectPoints() {
        click(.menuPoints, on: .home)
        view(.points, after: 1)
        if random.chance(0.8) {
            view(.attendance, after: 3)
            pause(2)
            log(.attendanceCheck, on: .attendance)
            let points = random.choice([(10, 80.0), (50, 17), (500, 3)])
            log(.pointEarn, on: .attendance, amount: points)
        }
        if random.chance(0.08) {
            pause(20)
            log(.pointUse, on: .points, amount: random.integer(in: 1...30) * 100)
        }
    }

    /// Coupons: looks through them and takes one along.
    mutating func collectCoupons(_ season: Season) {
        click(.menuCoupons, on: .home)
        view(.coupons, after: 1)
        guard random.chance(0.55) else { return }
        pause(8)
        let campaign = season.campaigns.last { $0.intent == .coupons || $0.intent == .pay }
        log(.couponDownload, on: .coupons, campaign: campaign, amount: 2_000)
        couponsInHand += 1
    }
}
