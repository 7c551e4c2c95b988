import Foundation

/// The time as jobs see it; tests pass one that they move by hand.
package protocol JobClock: Sendable {
    /// Milliseconds since 1970 UTC.
    var now: Int64 { get }
    /// Returns when `now` has reached the time; throws `CancellationError` where the task is cancelled
    /// before.
    func sleep(until time: Int64) async throws
}

/// The machine's clock.
package struct SystemJobClock: JobClock {
    package init() {}

    package var now: Int64 { Int64(Date().timeIntervalSince1970 * 1000) }

    package func sleep(until time: Int64) async throws {
        // Looks again after a minute: the machine's time may have been set meanwhile.
        while now < time {
            try await Task.sleep(for: .milliseconds(min(time - now, 60_000)))
        }
    }
}
