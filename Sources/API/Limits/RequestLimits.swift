import Definitions
import Operations
import Synchronization

/// How many requests a second each caller may make; those without sign-in are told apart by address.
final class RequestLimits: Sendable {
    private struct Levels {
        var people: Buckets<Int64>
        var programs: Buckets<Int64>
        var addresses: Buckets<String>
    }

    private let levels: Mutex<Levels>?
    private let now: @Sendable () -> Int64

    /// `perSecond`: of a person in the long run; five seconds' worth at once. A program may make fifty
    /// times as many, an address without sign-in half. 0: no limit.
    init(perSecond: Int, now: @escaping @Sendable () -> Int64) {
        self.now = now
        guard perSecond > 0 else {
            levels = nil
            return
        }
        func buckets<Key: Hashable & Sendable>(_ share: Double) -> Buckets<Key> {
            let rate = Double(perSecond) * share
            return Buckets(capacity: max(1, rate * 5), perSecond: rate)
        }
        levels = Mutex(
            Levels(people: buckets(1), programs: buckets(50), addresses: buckets(0.5)))
    }

    /// Nil where the request may go on; otherwise seconds to wait.
    func take(_ context: ServerContext) -> Int? {
        let now = now()
        return levels?.withLock { levels in
            switch context.caller?.kind {
            case .person: levels.people.take(context.caller?.id ?? 0, at: now)
            case .program: levels.programs.take(context.caller?.id ?? 0, at: now)
            case nil: levels.addresses.take(context.address, at: now)
            }
        } ?? nil
    }
}
