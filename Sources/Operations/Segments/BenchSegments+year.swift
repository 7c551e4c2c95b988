import Bitmaps
import Definitions
import Metadata
import Segments

/// What a year of snapshots costs those who look at it.
extension BenchSegments {
    package struct Year: Sendable {
        /// The newest snapshots of all, read from their files, and again.
        package let overlap: Duration
        package let overlapAgain: Duration
        package let history: Duration
        package let snapshots: Int
        /// Of the segments, summed.
        package let users: Int
    }

    /// Gives the largest segments a snapshot a day, each with one user in a hundred gone and as many new,
    /// then times the overlap of all and the sizes of one over time. Changes the home.
    package func year(of count: Int, days: Int) async throws -> Year {
        let all = try await space.metadata.segments(SegmentListFilter())
        let largest = try await space.metadata.latestSnapshots(of: all.map(\.id))
            .sorted { $0.size > $1.size }.prefix(count)
        for snapshot in largest { try await live(through: days, after: snapshot) }
        let ids = largest.map(\.segment)
        let store = SnapshotStore(home: space.home.path, cache: SnapshotCache())
        let overlap = OverlapSegments(records: space.metadata, store: store)
        let clock = ContinuousClock()
        var found: OverlapSegments.Answer?
        let first = try await clock.measure { found = try await overlap(ids) }
        let again = try await clock.measure { _ = try await overlap(ids) }
        var sizes: [SnapshotRecord] = []
        let history = try await clock.measure {
            sizes = try await SnapshotHistory(records: space.metadata, store: store)
                .sizes(of: ids[0])
        }
        return Year(
            overlap: first, overlapAgain: again, history: history, snapshots: sizes.count,
            users: found?.overlap.sizes.reduce(0, +) ?? 0)
    }

    private func live(through days: Int, after snapshot: SnapshotRecord) async throws {
        let record = RecordSnapshots(records: space.metadata, store: space.snapshots, threads: 1)
        let limit = UInt32(try space.userCount())
        var users = try space.snapshots.users(of: snapshot.id, in: snapshot.segment)
        for day in 1...days {
            let date = CivilDate(daysSinceEpoch: space.day.daysSinceEpoch + day)
            users = Self.users(users, changedOn: UInt32(day), below: limit)
            _ = try await record(
                [
                    .init(
                        segment: snapshot.segment, version: snapshot.version, dataDate: date.text,
                        users: users)
                ], at: space.now)
        }
    }

    private static func users(
        _ users: Bitmap, changedOn day: UInt32, below limit: UInt32
    ) -> Bitmap {
        let step = max(1, users.count / 100)
        let leaving = stride(from: Int(day) % 100, to: users.count, by: 100).compactMap {
            users.number(at: $0)
        }
        let entering = (0..<UInt32(step)).map { ($0 &* 2_654_435_761 &+ day &* 40_503) % limit }
        return users.subtracting(Bitmap(leaving)).union(Bitmap(entering))
    }
}
