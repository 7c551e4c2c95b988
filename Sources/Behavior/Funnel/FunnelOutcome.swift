import Columns

/// What became of one unit (a user, session or entry).
struct FunnelOutcome: Sendable {
    /// How many steps it reached.
    var level = 0
    /// The breakdown rank of the attempt that first reached it.
    var value = BreakdownRanks.none
    /// Milliseconds to each step from the first, and from the one before; element k - 1 for step k.
    var fromFirst: [Int64] = []
    var fromPrevious: [Int64] = []
}

/// Takes the outcomes of units, user by user, in any order of users.
protocol FunnelCollector: Sendable {
    /// What grows with the data.
    var byteCount: Int { get }
    mutating func add(user: Int, _ outcome: FunnelOutcome)
    /// No more units of this user follow.
    mutating func finish(user: Int)
    /// Every user of a block that the compiled walk has gone through, each one unit.
    mutating func add(_ state: FunnelWalkState)
    /// The users of a block, whose lower 16 bits the arrivals hold and `base` the others, each one unit.
    mutating func add(_ arrivals: [PostingWalk.Arrivals], base: Int)
}
