/// How and when a member came to the app, and how far the sign-up went.
struct Enrolment: Sendable {
    let startDay: Int
    let channel: Channel
    let campaign: Campaign?
    /// The last step of the first attempt; `signupComplete` where it succeeded.
    let firstAttemptEnds: EventName
    /// The day of a second attempt, which succeeds.
    let retryDay: Int?

    init(number: Int, profile: Profile, in world: World) {
        var random = world.random(number, .enrolment)
        let isNew = random.chance(0.25)
        let acquisitions = world.campaigns.acquisitions
        if isNew && random.chance(0.32) {
            let run = random.element(of: acquisitions)
            // Most come in the first days of a campaign.
            let share = random.fraction() * random.fraction()
            let day = run.days.lowerBound + Int(share * Double(run.days.count))
            startDay = min(day, world.period.lastDay)
            channel = run.campaign == .friendInvite ? .referral : .campaign
            campaign = run.campaign
        } else if isNew {
            startDay = random.integer(in: world.period.firstDay...world.period.lastDay)
            channel = random.choice(Self.channels)
            campaign = nil
        } else {
            let share = random.fraction()
            startDay = world.period.firstDay - 4 - Int(share * share.squareRoot() * 1_800)
            let cameByCampaign = random.chance(0.16)
            channel = cameByCampaign ? .campaign : random.choice(Self.channels)
            campaign = cameByCampaign ? .grandOpening : nil
        }
        let end = isNew ? Self.attempt(profile.ageGroup, &random) : .signupComplete
        firstAttemptEnds = end
        let returns = end != .signupComplete && random.chance(0.35)
        retryDay = returns ? startDay + random.integer(in: 1...3) : nil
    }

    /// The day of the completed sign-up, where there is one within the period.
    func completedDay(in period: Period) -> Int? {
        if firstAttemptEnds == .signupComplete { return startDay }
        return retryDay.flatMap { $0 <= period.lastDay ? $0 : nil }
    }

    private static func attempt(_ age: AgeGroup, _ random: inout RandomStream) -> EventName {
        guard random.chance(Story.identityChance(age)) else { return .signupStart }
        guard random.chance(0.86) else { return .identityVerify }
        guard random.chance(0.97) else { return .accountLink }
        return .signupComplete
    }

    private static let channels: [(Channel, Double)] = [
        (.organic, 42), (.searchAd, 17), (.socialAd, 16), (.referral, 15), (.partner, 10),
    ]
}
