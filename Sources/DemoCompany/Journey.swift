/// One member's way through the period, written down as it happens.
///
/// `clock` is the time of the last event and only moves forward, so events come out in order.
struct Journey {
    let world: World
    let number: Int
    let profile: Profile
    let enrolment: Enrolment
    let habits: Habits

    var random: RandomStream
    var clock: Int64
    /// The end of the last visit; a push may move the clock further.
    var leftAt: Int64
    var version: AppVersion
    var phase: Phase
    /// 1 is the usual wish to come back; bad experience lowers it.
    var patience = 1.0
    var couponsInHand = 0
    var hasLoan: Bool
    var visits = 0

    var events: [AppEvent] = []
    var payments: [Payment] = []
    var transfers: [Transfer] = []
    var loanInquiries: [LoanInquiry] = []

    enum Phase { case outside, active, dormant, withdrawn }

    init(number: Int, in world: World) {
        self.world = world
        self.number = number
        let profile = Profile(number: number, in: world)
        let enrolment = Enrolment(number: number, profile: profile, in: world)
        let habits = Habits(number: number, profile: profile, enrolment: enrolment, in: world)
        self.profile = profile
        self.enrolment = enrolment
        self.habits = habits
        random = world.random(number, .visit)
        let firstDay = world.period.firstDay
        clock = KoreanTime.utc(day: firstDay, millisecondOfDay: 0)
        leftAt = clock - 3_600_000
        let seen = max(firstDay, enrolment.startDay)
        version = world.releases.version(on: seen, lag: habits.updateLag)
        let isNew = enrolment.startDay >= firstDay
        phase = isNew ? .outside : habits.isDormantAtStart ? .dormant : .active
        hasLoan = habits.hadLoan
    }

    /// The profile row, once the period is over.
    var member: Member {
        let joinDay = enrolment.completedDay(in: world.period)
        let thisYear = CivilDate(daysSinceEpoch: world.period.lastDay).year
        return Member(
            number: number, gender: profile.gender, birthYear: thisYear - profile.age,
            age: profile.age, region: profile.region,
            joinDate: joinDay.map { CivilDate(daysSinceEpoch: $0) },
            status: joinDay == nil ? .pending : phase == .withdrawn ? .withdrawn : .active,
            grade: habits.grade, system: profile.system, appVersion: version,
            consentsToMarketing: habits.consentsToMarketing, mainMethod: habits.mainMethod,
            channel: enrolment.channel, campaign: enrolment.campaign,
            referrer: enrolment.channel == .referral
                ? acquaintance(before: enrolment.startDay, ordinal: 0) : nil,
            hasLoan: hasLoan)
    }

    /// Another member who joined before the day, if one is found.
    ///
    /// Only smaller numbers are asked: they exist however many members the company has.
    func acquaintance(before day: Int, ordinal: Int) -> Int? {
        var random = world.random(number, .friends, ordinal)
        for _ in 0..<4 where number > 1 {
            // A small circle, mostly: friends have near numbers.
            let distance = 1 + Int(random.exponential(mean: random.chance(0.8) ? 6 : 300))
            let friend = number - distance
            guard friend >= 1 else { continue }
            let profile = Profile(number: friend, in: world)
            let enrolment = Enrolment(number: friend, profile: profile, in: world)
            if let joined = enrolment.completedDay(in: world.period), joined < day {
                return friend
            }
        }
        return nil
    }
}
