/// How often and when failed work is tried again: each time after twice the wait, up to a longest.
///
///     Retry().wait(after: 3)  // 240_000: four minutes
package struct Retry: Hashable, Sendable {
    /// All attempts together, the first included.
    package var attemptLimit: Int
    /// Milliseconds after the first failure.
    package var firstWait: Int64
    package var longestWait: Int64

    package init(
        attemptLimit: Int = 5, firstWait: Int64 = 60_000, longestWait: Int64 = 3_600_000
    ) {
        precondition(attemptLimit >= 1 && firstWait >= 0, "Work is tried at least once.")
        self.attemptLimit = attemptLimit
        self.firstWait = firstWait
        self.longestWait = longestWait
    }

    /// Milliseconds until the next attempt after so many that failed; nil where it was the last one.
    package func wait(after attempts: Int) -> Int64? {
        guard attempts < attemptLimit else { return nil }
        // Forty doublings of a millisecond are longer than any limit.
        let (wait, isTooLong) = firstWait.multipliedReportingOverflow(
            by: 1 << Int64(min(max(attempts - 1, 0), 40)))
        return isTooLong ? longestWait : min(wait, longestWait)
    }
}
