import Bitmaps
import Definitions
import Foundation
import Metadata
import Operations
import Segments
import TestSupport
import Testing

@Suite struct SnapshotHistoryTests {
    @Test func `records tell sizes, entered and left, and membership as of a day`() async throws {
        let fixture = try SnapshotFixture()
        let segment = try await fixture.segment("savers")
        let sets: [(String, Bitmap)] = [
            ("2026-11-01", [1, 2, 3]), ("2026-11-02", [2, 3, 4, 5]), ("2026-11-05", [2]),
            ("2026-11-05", [2, 9]),
        ]
        for (date, users) in sets { try await fixture.snapshot(of: segment, users, on: date) }
        let sizes = try await fixture.history.sizes(of: segment)
        #expect(sizes.map(\.size) == [3, 4, 1, 2])
        #expect(sizes.map(\.entered) == [nil, 2, 0, 1] && sizes.map(\.left) == [nil, 1, 3, 0])
        for (date, position) in [
            ("2026-10-31", nil), ("2026-11-01", 0), ("2026-11-04", 1), ("2026-11-05", 3),
            ("2027-01-01", 3),
        ] as [(String, Int?)] {
            let found = try await fixture.history.snapshot(of: segment, asOf: date)
            #expect(found == position.map { sizes[$0] }, "\(date)")
            if let found, let position {
                #expect(try fixture.history.users(of: found) == sets[position].1)
            }
        }
        let difference = try fixture.history.difference(from: sizes[0], to: sizes[3])
        #expect(difference.entered.numbers == [9] && difference.left.numbers == [1, 3])
        #expect(difference.stayed == 1)
    }

    @Test func `a user's stays are the stretches in which they were in`() async throws {
        let fixture = try SnapshotFixture()
        let segment = try await fixture.segment("savers")
        let sets: [Bitmap] = [[1], [1, 2], [2], [1, 2], [1]]
        var kept: [SnapshotRecord] = []
        for (day, set) in sets.enumerated() {
            kept.append(try await fixture.snapshot(of: segment, set, on: "2026-11-0\(day + 1)"))
        }
        let one = try await fixture.history.stays(of: 1, in: segment)
        #expect(one.map(\.entered) == [kept[0], kept[3]] && one.map(\.left) == [kept[2], nil])
        #expect(one.map(\.isFromTheStart) == [true, false])
        let two = try await fixture.history.stays(of: 2, in: segment)
        #expect(two.map(\.entered) == [kept[1]] && two.map(\.left) == [kept[4]])
        #expect(try await fixture.history.stays(of: 7, in: segment).isEmpty)
    }

    @Test func `an unknown snapshot, or another segment's, is named`() async throws {
        let fixture = try SnapshotFixture()
        let (one, other) = (try await fixture.segment("a"), try await fixture.segment("b"))
        let snapshot = try await fixture.snapshot(of: one, [1], on: "2026-11-01")
        #expect(try await fixture.history.snapshot(snapshot.id, of: one).size == 1)
        do {
            _ = try await fixture.history.snapshot(snapshot.id, of: other)
            Issue.record("another segment's snapshot was taken")
        } catch {
            #expect("\(error)".contains("Segment \(other) has no snapshot \(snapshot.id)"))
        }
    }

    @Test func `what a crash between record and set has left goes with the next run`() async throws
    {
        let fixture = try SnapshotFixture()
        let segment = try await fixture.segment("savers")
        try await fixture.snapshot(of: segment, [1, 2], on: "2026-11-01")
        // The process ended after the record, before the set.
        let left = try await fixture.records.addSnapshots([
            SnapshotRecord(
                segment: segment, version: 1, dataDate: "2026-11-02", size: 9, createdAt: 0)
        ])
        let next = try await fixture.snapshot(of: segment, [2, 3, 4], on: "2026-11-03")
        #expect(next.entered == 2 && next.left == 1)
        let ids = try await fixture.history.sizes(of: segment).map(\.id)
        #expect(ids.count == 2 && !ids.contains(left[0].id))

        // Metadata restored from an older backup: sets without records.
        try await fixture.records.removeSnapshots([next.id])
        let again = try await fixture.snapshot(of: segment, [1, 2, 7], on: "2026-11-03")
        #expect(again.entered == 1 && again.left == 0)
        #expect(try fixture.store.snapshots(of: segment).map(\.snapshot).last == again.id)
        #expect(try fixture.store.snapshots(of: segment).count == 2)
    }

    @Test func `sets that cannot be written leave no records`() async throws {
        let fixture = try SnapshotFixture()
        let segment = try await fixture.segment("savers")
        try await fixture.snapshot(of: segment, [1], on: "2026-11-01")
        let other = try await fixture.segment("b")
        // A file where the other segment's folder has to be.
        try Data().write(to: URL(filePath: fixture.store.home + "/snapshots/\(other)"))
        await #expect(throws: (any Error).self) {
            try await fixture.record(
                [
                    .init(segment: segment, version: 1, dataDate: "2026-11-02", users: [1, 2]),
                    .init(segment: other, version: 1, dataDate: "2026-11-02", users: [3]),
                ], at: 5)
        }
        #expect(try await fixture.history.sizes(of: segment).count == 1)
        #expect(try await fixture.history.sizes(of: other).isEmpty)
        #expect(try fixture.store.snapshots(of: segment).count == 1)
    }

    @Test func `many runs at a time keep every set`() async throws {
        let fixture = try SnapshotFixture()
        let segment = try await fixture.segment("savers")
        try await withThrowingTaskGroup(of: SnapshotRecord.self) { group in
            for number in 1...8 as ClosedRange<UInt32> {
                group.addTask {
                    try await fixture.snapshot(of: segment, [number, 50], on: "2026-11-01")
                }
            }
            for try await kept in group { #expect(kept.size == 2) }
        }
        let sizes = try await fixture.history.sizes(of: segment)
        #expect(sizes.count == 8)
        for (before, after) in zip(sizes, sizes.dropFirst()) {
            let difference = try fixture.history.difference(from: before, to: after)
            #expect(
                difference.entered.count == after.entered && difference.left.count == after.left)
        }
    }

    @Test func `retention spares the published and the newest, and what stays reads the same`()
        async throws
    {
        let fixture = try SnapshotFixture()
        let segment = try await fixture.segment("savers")
        var random = SplitMix64(seed: 4)
        let first = CivilDate(year: 2026, month: 1, day: 1).daysSinceEpoch
        var sets: [Int64: Bitmap] = [:]
        for day in 0..<60 {
            let users = Bitmap((0..<50).map { _ in UInt32.random(in: 0..<90, using: &random) })
            let kept = try await fixture.snapshot(
                of: segment, users, on: CivilDate(daysSinceEpoch: first + day).text)
            sets[kept.id] = users
            if day == 3 { try await fixture.records.publish([kept.id], at: 6) }
        }
        let apply = ApplyRetention(records: fixture.records, store: fixture.store)
        let policy = RetentionPolicy(
            allDays: 10, weeklyDays: 30, monthlyDays: 0, keepsYearly: false)
        let today = CivilDate(daysSinceEpoch: first + 59)
        let report = try await apply(policy, segments: [segment, 99], on: today)
        #expect(report.failures.isEmpty && report.removed.keys.sorted() == [segment])
        let left = try await fixture.history.sizes(of: segment)
        #expect(left.count == 60 - report.removed[segment, default: 0])
        #expect(left.contains { $0.publishedAt != nil } && left.last?.dataDate == "2026-03-01")
        #expect(try fixture.store.snapshots(of: segment).map(\.snapshot) == left.map(\.id))
        for record in left { #expect(try fixture.history.users(of: record) == sets[record.id]) }
        let again = try await apply(policy, segments: [segment], on: today, completely: true)
        #expect(again.removed.isEmpty)
        // A day later too little goes to write the file anew, unless it is asked for.
        let later = CivilDate(daysSinceEpoch: first + 61)
        #expect(try await apply(policy, segments: [segment], on: later).removed.isEmpty)
        let all = try await apply(policy, segments: [segment], on: later, completely: true)
        #expect(all.removed[segment] != nil)
    }
}
