extension Journey {
    /// One attempt to become a member, and, when it succeeds, a first look around.
    mutating func signUp(_ season: Season) {
        guard phase == .outside else { return }
        let isRetry = season.day == enrolment.retryDay
        var agenda = world.random(number, .agenda, season.day)
        let start = start(season, &agenda)
        // An attempt is never left out: the members table says how it ended.
        let latest = world.period.end - 2 * 3_600_000
        enter(at: max(min(start, latest), clock + 31 * 60_000), nil)
        defer { leftAt = clock }
        attempt(until: isRetry ? .signupComplete : enrolment.firstAttemptEnds)
        guard isRetry || enrolment.firstAttemptEnds == .signupComplete else { return }
        phase = .active
        if enrolment.campaign == .welcome5000 {
            view(.campaign, after: 4, campaign: .welcome5000)
            log(.couponDownload, on: .campaign, campaign: .welcome5000, amount: 5_000)
            couponsInHand += 1
        }
        guard clock < world.period.end - 3 * 3_600_000 else { return }
        if random.chance(enrolment.campaign == nil ? 0.35 : 0.6) {
            view(.home, after: 4)
            pay(season)
        } else {
            browse(season)
        }
    }

    private mutating func attempt(until last: EventName) {
        let campaign = enrolment.campaign
        view(.signup, after: 2, campaign: campaign)
        log(.signupStart, on: .signup, campaign: campaign)
        view(.signupIdentity, after: 15)
        guard last != .signupStart else { return }
        pause(50)
        log(.identityVerify, on: .signupIdentity, campaign: campaign)
        view(.signupAccount, after: 3)
        guard last != .identityVerify else { return }
        pause(60)
        log(.accountLink, on: .signupAccount, campaign: campaign, method: habits.mainMethod)
        guard last != .accountLink else { return }
        view(.signupComplete, after: 10)
        log(.signupComplete, on: .signupComplete, campaign: campaign)
    }
}
