import Bitmaps
import Columns
package import Identities
package import Membership
import Segments

/// Makes sets of snapshots ready for look-ups, before they are published.
///
///     try await HoldReady(home: home)([.init(segment: 3, snapshot: 17)])
///
/// Cost: reads each snapshot, and writes about as many bytes as it takes; memory: one set.
package struct HoldReady: Sendable {
    private let snapshots: SnapshotStore
    private let store: ServedStore

    package init(home: Home) {
        snapshots = SnapshotStore(home: home.path)
        store = ServedStore(home: home.path)
    }

    /// Waits for its turn; all sets are on the disk when it returns.
    package func callAsFunction(_ keys: [ServedKey]) async throws {
        guard !keys.isEmpty else { return }
        for _ in 0..<Self.attempts {
            if try self.ifFree(keys) { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw OperationError(
            "Another process has been writing sets to be served for 120 seconds. Try again later, or "
                + "end that process.")
    }

    private static let attempts = 120 * 50

    /// False where another process is writing.
    package func ifFree(_ keys: [ServedKey]) throws -> Bool {
        guard let lock = try store.lock() else { return false }
        try store.add(keys) { try snapshots.users(of: $0.snapshot, in: $0.segment) }
        withExtendedLifetime(lock) {}
        return true
    }

    /// Makes the index of these users; false where there is one, or another process writes.
    package func index(_ users: Identities) throws -> Bool {
        guard let lock = try store.lock() else { return false }
        defer { withExtendedLifetime(lock) {} }
        return try store.writeIndex(of: users)
    }

    /// Puts small files together and removes what is not served any more, where nobody else writes.
    package func tidy(needed: Set<ServedKey>, now: Int64) throws {
        guard let lock = try store.lock() else { return }
        try store.tidy(needed: needed, now: now)
        withExtendedLifetime(lock) {}
    }
}
