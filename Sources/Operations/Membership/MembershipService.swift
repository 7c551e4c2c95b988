import Columns
import Definitions
import Identities
package import Membership
package import Metadata
import Synchronization

/// Keeps what is served in memory, in line with what is published, by whichever process.
///
///     let service = MembershipService(home: home, metadata: store, now: clock)
///     try await service.refresh()
///     let directory = service.directory        // one state, whole, as long as it is held
///     await service.run()                      // until its task is cancelled
///
/// A publish becomes visible at one instant: readers take the old directory or the new one. A refresh that
/// fails leaves the last good one in place. Cost of a refresh: a row and an entry for each segment; no set
/// is read, except to make one ready that nobody has.
package final class MembershipService: Sendable {
    package typealias Report = @Sendable (String) -> Void

    private struct State {
        var directory: ServedDirectory?
        var packs: [ServedPack] = []
        var revision: Int64 = -1
        /// By which a change of the users is seen without reading them; nil where there are none.
        var users: FileStamp?
        /// Packs whose bytes were compared with their checksums.
        var verified: [ServedPack] = []
        /// The users whose index was compared with its checksum.
        var verifiedIndex: UInt64?
        /// Who is told of a new directory.
        var listeners: [@Sendable () -> Void] = []
    }

    private let home: Home
    private let metadata: any MetadataStore
    private let now: @Sendable () -> Int64
    private let report: Report
    private let state = Mutex(State())
    /// One refresh at a time.
    private let turn = RefreshTurn()
    /// The generation of `directory`, for a look without a lock.
    private let current = Atomic<UInt64>(0)

    package init(
        home: Home, metadata: any MetadataStore, now: @escaping @Sendable () -> Int64,
        report: @escaping Report = { _ in }
    ) {
        self.home = home
        self.metadata = metadata
        self.now = now
        self.report = report
    }

    /// Nil before the first refresh. Costs a lock that is held for an instant: hot loops keep the
    /// reference, and ask for `generation` instead.
    package var directory: ServedDirectory? { state.withLock { $0.directory } }

    /// Rises with every new directory. Costs one read of memory.
    package var generation: UInt64 { current.load(ordering: .acquiring) }

    /// Calls `body` after every change of directory.
    package func whenChanged(_ body: @escaping @Sendable () -> Void) {
        state.withLock { $0.listeners.append(body) }
    }

    /// The directory, read first where that has not been done.
    package func loaded() async throws -> ServedDirectory {
        if let directory { return directory }
        try await refresh()
        guard let directory else { throw OperationError("Nothing can be served yet; try again.") }
        return directory
    }

    /// Milliseconds after which packs are tidied where nothing was published.
    private static let carePause: Int64 = 600_000

    /// Looks for changes a few times a second, until its task is cancelled.
    package func run(pause: Duration = .milliseconds(250)) async {
        var said = ""
        var nextCare: Int64 = 0
        while !Task.isCancelled {
            do {
                if try await refresh() || nextCare <= now() {
                    try await care()
                    nextCare = now() + Self.carePause
                }
                said = ""
            } catch {
                let sentence = "What is published cannot be served: \(error)"
                if sentence != said, !Task.isCancelled { report(sentence) }
                said = sentence
            }
            try? await Task.sleep(for: pause)
        }
    }

    /// Takes over what has been published or imported since; false where nothing has.
    @discardableResult
    package func refresh() async throws -> Bool {
        try await turn.take { try await self.refreshNow() }
    }

    private func refreshNow() async throws -> Bool {
        let revision = try await metadata.servedRevision()
        let users = try? Folder(home.path + "/users").stamp("manifest.json")
        let isCurrent = state.withLock { $0.revision == revision && $0.users == users }
        guard !isCurrent else { return false }
        let records = try await metadata.servedRecords()
        let segments = records.served(in: home.zone)
        let packs = try await packs(having: segments)
        // Read after the records: their sets may name users who are new.
        let identities = try Identities(home: home.path)
        let next = generation + 1
        let directory = try ServedDirectory(
            segments, packs: packs, users: identities,
            index: ServedStore(home: home.path).index(of: identities) { report("\($0)") },
            generation: next)
        let listeners = state.withLock { state in
            state.directory = directory
            state.packs = packs
            state.verified.removeAll { old in !packs.contains { $0 === old } }
            state.revision = records.revision
            state.users = users
            return state.listeners
        }
        current.store(next, ordering: .releasing)
        for listener in listeners { listener() }
        return true
    }

    /// Packs that have every published set; what no pack has is made ready first.
    private func packs(having segments: [ServedSegment]) async throws -> [ServedPack] {
        let store = ServedStore(home: home.path)
        let known = state.withLock { $0.packs }
        let packs = store.packs(known: known) { report($0.description) }
        let missing = ServedDirectory.missing(segments, in: packs)
        guard !missing.isEmpty else { return packs }
        try await HoldReady(home: home)(missing)
        return store.packs(known: packs) { report($0.description) }
    }

    /// After a change: removes what is not served any more, and looks whether packs that others have
    /// written are sound.
    private func care() async throws {
        let (packs, verified, directory) = state.withLock { ($0.packs, $0.verified, $0.directory) }
        guard let directory else { return }
        for pack in packs where !verified.contains(where: { $0 === pack }) {
            try await verify(pack)
        }
        let needed = Set(directory.segments.compactMap(\.key))
        try HoldReady(home: home).tidy(needed: needed, now: now())
        try await verifyIndex()
        try await indexUsers()
    }

    /// Removes an index whose bytes are not those that were written, so that it is made anew; looks once
    /// for each state of the users. Cost: reads it.
    package func verifyIndex() async throws {
        guard let directory, directory.hasIndex else { return }
        let stamp = directory.users.stamp
        guard state.withLock({ $0.verifiedIndex != stamp }) else { return }
        guard !directory.isIndexSound else {
            state.withLock { $0.verifiedIndex = stamp }
            return
        }
        report("The index in which users are looked up is damaged; it is made anew from the users.")
        ServedStore(home: home.path).discardIndex(of: directory.users)
        state.withLock { $0.revision = -1 }
        try await refresh()
    }

    /// Makes the index in which users are looked up quickest, where it is missing, and takes it over.
    /// Meanwhile they are looked up in their own index.
    package func indexUsers() async throws {
        guard let directory, !directory.hasIndex else { return }
        guard try HoldReady(home: home).index(directory.users) else { return }
        state.withLock { $0.revision = -1 }
        try await refresh()
    }

    private func verify(_ pack: ServedPack) async throws {
        for key in pack.keys {
            try Task.checkCancellation()
            guard pack.isSound(key) else {
                report(
                    "\(pack.name): The users of snapshot \(key.snapshot) as they are served are "
                        + "damaged; they are made anew from the snapshots.")
                ServedStore(home: home.path).discard(pack)
                state.withLock { state in
                    state.packs.removeAll { $0 === pack }
                    state.revision = -1
                }
                return
            }
            await Task.yield()
        }
        state.withLock { $0.verified.append(pack) }
    }
}

/// Lets one after another in.
private actor RefreshTurn {
    private var isTaken = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func take<Value: Sendable>(
        _ work: @Sendable () async throws -> Value
    ) async throws -> Value {
        if isTaken { await withCheckedContinuation { waiting.append($0) } }
        isTaken = true
        defer {
            if waiting.isEmpty { isTaken = false } else { waiting.removeFirst().resume() }
        }
        return try await work()
    }
}
