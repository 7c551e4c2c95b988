/// The figures behind the stories that the data tell; `docs/guide/demo.md` tells how to find them.
enum Story {
    /// The release that breaks payment authentication on Android, and the one that repairs it,
    /// as shares of the period.
    static let badReleaseShare = 0.50
    static let repairShare = 0.74

    /// The share of payment authentications that time out.
    static func timeoutChance(_ system: OperatingSystem, _ version: AppVersion) -> Double {
        system == .android && version == .v840 ? 0.52 : 0.008
    }

    /// What is left of a member's wish to come back after each timed-out payment.
    static let patienceAfterTimeout = 0.86
    static let leastPatience = 0.45

    /// Members won by a campaign become dormant so many times as fast as others.
    static let campaignChurnFactor = 4.0

    /// How much more often than later a member comes in the first days after the sign-up.
    static func novelty(age days: Int) -> Double {
        switch days {
        case ..<4: 2.4
        case ..<10: 1.6
        default: 1
        }
    }

    static func churnFactor(_ grade: Grade) -> Double {
        switch grade {
        case .regular: 1
        case .valued: 0.5
        case .vip: 0.15
        }
    }

    /// Who looked at the credit score first applies for a loan more often.
    static let applyChanceAfterCredit = 0.46
    static let applyChance = 0.17

    /// The share of starters that pass the identity check: the older, the harder.
    static func identityChance(_ age: AgeGroup) -> Double {
        switch age {
        case .teens: 0.83
        case .twenties, .thirties, .forties: 0.94
        case .fifties: 0.80
        case .older: 0.66
        }
    }
}
