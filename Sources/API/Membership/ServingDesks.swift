import Definitions
import NIOCore
import Operations
import Synchronization

/// The desks of all event loops, and what was asked by the usual way.
final class ServingDesks: Sendable {
    let callers: any CallerLookup
    private let service: MembershipService
    private let record: RecordUses
    /// Whether callers reach the server by https.
    private let isSecure: Bool
    private let now: @Sendable () -> Int64
    private let desks = Mutex<[ObjectIdentifier: NIOLoopBound<ServingDesk>]>([:])
    /// Calls that no desk has counted.
    private let tally = Mutex(UsageTally())

    init(
        service: MembershipService, callers: any CallerLookup, record: RecordUses,
        isSecure: Bool, now: @escaping @Sendable () -> Int64
    ) {
        self.service = service
        self.callers = callers
        self.record = record
        self.isSecure = isSecure
        self.now = now
        service.whenChanged { [weak self] in self?.renew() }
    }

    /// The desk of an event loop, asked for on that loop, once a connection.
    func desk(on loop: any EventLoop) -> ServingDesk {
        desks.withLock { desks in
            let key = ObjectIdentifier(loop)
            if let bound = desks[key] { return bound }
            let desk = ServingDesk(service: service, isSecure: isSecure, now: now)
            let bound = NIOLoopBound(desk, eventLoop: loop)
            desks[key] = bound
            return bound
        }.value
    }

    func note(_ segment: Int64, _ caller: Caller, calls: Int = 1) {
        tally.withLock { $0.note(segment, caller, calls: calls) }
    }

    /// An event loop that rests lets go of the old state too.
    private func renew() {
        for bound in all { bound.eventLoop.execute { bound.value.renew() } }
    }

    private var all: [NIOLoopBound<ServingDesk>] { desks.withLock { Array($0.values) } }

    /// Writes down who asked since the last time; what cannot be written is kept for the next.
    func recordUses() async throws {
        for bound in all {
            let counted = try await bound.eventLoop.submit { bound.value.drain() }.get()
            tally.withLock { $0.add(counted) }
        }
        let uses = tally.withLock { $0.drain() }
        do {
            try await record(uses, at: now())
        } catch {
            tally.withLock { $0.add(uses) }
            throw error
        }
    }
}
