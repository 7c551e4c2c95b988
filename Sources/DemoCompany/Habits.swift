/// How a member uses the app: often or rarely, for what, and how loyally.
struct Habits: Sendable {
    let grade: Grade
    let consentsToMarketing: Bool
    let mainMethod: PaymentMethod
    let hadLoan: Bool
    /// Chance of a first visit on an ordinary day.
    let dailyVisits: Double
    /// Chance of becoming dormant on a day, once settled.
    let dailyChurn: Double
    let isDormantAtStart: Bool
    /// Days between a release and its installation.
    let updateLag: Int

    init(number: Int, profile: Profile, enrolment: Enrolment, in world: World) {
        var random = world.random(number, .traits)
        let isNew = enrolment.startDay >= world.period.firstDay
        let byCampaign = enrolment.campaign != nil
        let grade = random.choice(Self.grades(isNew: isNew, age: profile.ageGroup))
        self.grade = grade
        consentsToMarketing = random.chance(byCampaign ? 0.84 : 0.58)
        mainMethod = random.choice(Self.methods(profile.ageGroup))
        hadLoan = random.chance(profile.age < 25 ? 0.05 : profile.age < 60 ? 0.27 : 0.14)
        let median = grade == .vip ? 0.36 : grade == .valued ? 0.11 : 0.028
        let youth = profile.ageGroup == .twenties ? 1.15 : profile.age >= 50 ? 0.8 : 1.0
        dailyVisits = min(random.logNormal(median: median * youth, spread: 0.8), 0.95)
        let age = profile.ageGroup == .twenties ? 1.25 : profile.age >= 50 ? 0.8 : 1.0
        let origin = byCampaign ? Story.campaignChurnFactor : 1
        dailyChurn = 0.005 * Story.churnFactor(grade) * age * origin
        let dormant = grade == .vip ? 0.02 : grade == .valued ? 0.08 : 0.30
        isDormantAtStart = !isNew && random.chance(dormant + (byCampaign ? 0.25 : 0))
        updateLag = Int(
            random.exponential(mean: random.chance(0.07) ? 60 : profile.system == .ios ? 4 : 6))
    }

    private static func grades(isNew: Bool, age: AgeGroup) -> [(Grade, Double)] {
        if isNew { return [(.regular, 92), (.valued, 7.5), (.vip, 0.5)] }
        switch age {
        case .teens: return [(.regular, 90), (.valued, 9.5), (.vip, 0.5)]
        case .thirties, .forties: return [(.regular, 68), (.valued, 24), (.vip, 8)]
        default: return [(.regular, 75), (.valued, 20), (.vip, 5)]
        }
    }

    private static func methods(_ age: AgeGroup) -> [(PaymentMethod, Double)] {
        switch age {
        case .teens: [(.money, 48), (.account, 24), (.checkCard, 28)]
        case .twenties: [(.checkCard, 34), (.account, 26), (.creditCard, 22), (.money, 18)]
        default: [(.creditCard, 48), (.account, 31), (.checkCard, 14), (.money, 7)]
        }
    }
}
