/// An event that matters to a funnel, with all that the general walk needs to know of it.
struct GeneralEvent: Sendable {
    let time: Int64
    /// The user's moments that hold a passing event, counted from 1.
    let moment: Int
    /// The user's sessions, counted from 0.
    let session: Int
    /// Bit k - 1: matches step k.
    let steps: UInt32
    /// Bit k: matches exclusion k.
    let exclusions: UInt32
    /// Whether a first step may lie here.
    let isInRange: Bool
    /// Breakdown rank.
    let value: UInt32
    /// Which values the held properties have; events of one key belong together.
    let key: Int
}
