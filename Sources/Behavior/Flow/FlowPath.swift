/// The way of one user, session or match: the labels' numbers, step by step.
struct FlowPath: Sendable {
    var labels: [UInt32] = []
    /// Whether nothing follows on the last label.
    var isEnded = false
}

/// Takes paths, user by user: all paths of one user before those of another.
protocol FlowCollector: Sendable {
    var byteCount: Int { get }
    mutating func add(user: Int, _ path: FlowPath)
}
