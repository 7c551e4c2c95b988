/// Slows guesses of passwords down: by name with a growing wait, by address with a steady rate.
///
///     if let seconds = throttle.begin(name: "mina", address: "10.0.0.7", at: now) { … wait … }
///     throttle.succeeded(name: "mina")
package struct SignInThrottle: Sendable {
    private struct Failures {
        var count: Int
        var blockedUntil: Int64
        var lastAt: Int64
    }

    /// Failures that cost nothing; each one more doubles the wait.
    package static let freeFailures = 5
    package static let firstWaitSeconds: Int64 = 30
    package static let longestWaitSeconds: Int64 = 900

    private var byName: [String: Failures] = [:]
    private var byAddress = Buckets<String>(capacity: 20, perSecond: 0.2)
    private static let nameLimit = 10_000
    private static let memoryMilliseconds: Int64 = 3_600_000

    package init() {}

    /// Nil where an attempt may be made, which counts as a failure until `succeeded`: attempts at once
    /// do not get around the limit. Otherwise seconds to wait.
    package mutating func begin(name: String, address: String, at now: Int64) -> Int? {
        if let seconds = byAddress.take(address, at: now) { return seconds }
        forget(now)
        var failures = byName[name] ?? Failures(count: 0, blockedUntil: 0, lastAt: now)
        if failures.blockedUntil > now {
            return Int((failures.blockedUntil - now + 999) / 1000)
        }
        failures.count += 1
        failures.lastAt = now
        if failures.count >= Self.freeFailures {
            let doublings = min(failures.count - Self.freeFailures, 10)
            let wait = min(Self.firstWaitSeconds << doublings, Self.longestWaitSeconds)
            failures.blockedUntil = now + wait * 1000
        }
        byName[name] = failures
        return nil
    }

    package mutating func succeeded(name: String) {
        byName[name] = nil
    }

    /// Whether the next attempt under this name has to wait.
    package func isBlocked(name: String, at now: Int64) -> Bool {
        (byName[name]?.blockedUntil ?? 0) > now
    }

    private mutating func forget(_ now: Int64) {
        guard byName.count >= Self.nameLimit else { return }
        byName = byName.filter { $0.value.lastAt + Self.memoryMilliseconds > now }
        if byName.count >= Self.nameLimit { byName = [:] }
    }
}
