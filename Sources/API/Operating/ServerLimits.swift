/// What callers may ask of the server at most.
package struct ServerLimits: Hashable, Sendable {
    /// Of all header fields of a request together.
    package var headerBytes = 32 << 10
    /// Until a request has arrived, its body included.
    package var requestSeconds = 60
    /// Without a request, until a connection is closed.
    package var idleSeconds = 75
    /// Open at once; others wait to be taken.
    package var connections = 4_096
    /// For requests that are at work when the server is told to stop.
    package var shutdownSeconds = 30
    /// Analyses at work at once, and those that wait: of all callers and of one.
    package var runningAnalyses = 4
    package var waitingAnalyses = 64

    package init() {}

    var queue: FairQueue.Limits {
        FairQueue.Limits(
            running: runningAnalyses, waiting: waitingAnalyses,
            waitingOfOne: max(1, waitingAnalyses / 2))
    }
}
