/// What a member opens the app for.
enum Intent: Sendable, CaseIterable {
    case browse, pay, transfer, points, coupons, gift, loan

    /// How often each intent occurs, given who, when and what is on.
    static func weights(_ profile: Profile, hour: Int, season: Season) -> [(Intent, Double)] {
        allCases.map { intent in
            let weight = intent.usual * intent.leaning(profile.ageGroup) * intent.timing(hour)
            return (intent, weight * intent.seasonal(season))
        }
    }

    private var usual: Double {
        switch self {
        case .browse: 22
        case .pay: 36
        case .transfer: 17
        case .points: 11
        case .coupons: 5
        case .gift: 4
        case .loan: 5
        }
    }

    private func leaning(_ age: AgeGroup) -> Double {
        switch (self, age) {
        case (.points, .teens), (.points, .twenties): 1.5
        case (.gift, .teens), (.gift, .twenties): 1.6
        case (.loan, .teens): 0.05
        case (.loan, .twenties): 0.7
        case (.loan, .thirties), (.loan, .forties): 1.4
        case (.transfer, .fifties), (.transfer, .older): 1.7
        case (.points, .fifties), (.points, .older): 0.7
        case (.coupons, .older): 0.5
        default: 1
        }
    }

    private func timing(_ hour: Int) -> Double {
        switch (self, hour) {
        case (.pay, 11...13), (.pay, 18...20): 1.5
        case (.pay, 0...6): 0.6
        case (.points, 0...1), (.points, 7...9): 1.7
        case (.loan, 9...17): 1.2
        case (.loan, 0...6): 0.5
        default: 1
        }
    }

    private func seasonal(_ season: Season) -> Double {
        var factor = season.campaigns.contains { $0.intent == self } ? 1.3 : 1.0
        switch self {
        case .transfer:
            if season.isPayday { factor *= 2.2 }
            if let days = season.daysToFeast, days <= 3 { factor *= 1.7 }
        case .gift:
            if let days = season.daysToFeast { factor *= days == 0 ? 1.2 : 3 }
        case .loan: if season.isDayOff { factor *= 0.5 }
        case .pay: if season.isPayday || season.isDayOff { factor *= 1.15 }
        default: break
        }
        return factor
    }
}
