package import Bitmaps

extension SnapshotStore {
    /// Prepares sets of several segments on several threads, in order.
    package func prepare(
        _ sets: [(segment: Int64, users: Bitmap)], threads: Int
    ) async throws -> [PreparedSnapshot] {
        let store = self
        return try await Threads(threads).map(sets.count) { index in
            try store.prepare(sets[index].users, for: sets[index].segment)
        }
    }
}
