import Definitions

/// An attribute of all users, ready to split results by: each user's value as a rank.
package struct UserAttribute: Sendable {
    /// Values in their order: texts by bytes, numbers by size.
    package let titles: [String]
    /// Rank by user number, `missing` for none; users beyond the end have none.
    package let ranks: [UInt32]

    package static let missing = UInt32.max

    package init(titles: [String], ranks: [UInt32]) {
        self.titles = titles
        self.ranks = ranks
    }

    func rank(of user: Int) -> UInt32 {
        user < ranks.count ? ranks[user] : Self.missing
    }
}

/// What splits a funnel's result: values that attempts carry, or that users have.
enum BreakdownSource: Sendable {
    case property(BreakdownRanks)
    case attribute(UserAttribute)

    /// The breakdown value that a rank stands for.
    func value(_ rank: UInt32) -> BreakdownValue {
        switch rank {
        case BreakdownRanks.none: return .none
        case BreakdownRanks.other: return .other
        default: break
        }
        switch self {
        case .property(let ranks): return .value(ranks.titles[Int(rank)])
        case .attribute(let attribute): return .value(attribute.titles[Int(rank)])
        }
    }
}
