import Bitmaps
import Foundation
import Segments
import TestSupport
import Testing

@Suite struct SnapshotStoreTests {
    @Test(arguments: Array(1...12) as [UInt64])
    func `every snapshot of a random chain reads back as written`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let home = SegmentHome()
        var sets: [Bitmap] = []
        for id in 1...90 {
            let set =
                sets.last.map { RandomSet.next($0, using: &random) }
                ?? RandomSet.make(using: &random)
            let prepared = try home.write(set, Int64(id))
            let before = sets.last
            #expect(
                prepared.users == set.count
                    && prepared.previous == (before == nil ? nil : Int64(id - 1)))
            #expect(prepared.entered == before.map { set.subtractingCount($0) }, "seed \(seed)")
            #expect(prepared.left == before.map { $0.subtractingCount(set) }, "seed \(seed)")
            sets.append(set)
        }
        for (index, set) in sets.enumerated() {
            #expect(try home.store.users(of: Int64(index + 1), in: 1) == set, "seed \(seed)")
        }
        let stored = try home.store.snapshots(of: 1)
        #expect(stored.map(\.snapshot) == (1...90).map { Int64($0) })
        #expect(stored.map(\.users) == sets.map(\.count))
        #expect(stored[0].isWhole)
        // Whole ones come at least every 65 snapshots.
        #expect(stored.count { $0.isWhole } >= 2)

        // What is removed at random does not change what stays; and a chain goes on after that.
        let removed = Set((1...89).filter { _ in random.chance(60) }.map { Int64($0) })
        try home.remove(removed)
        for (index, set) in sets.enumerated() {
            let id = Int64(index + 1)
            if removed.contains(id) {
                #expect(throws: SnapshotError.self) { try home.store.users(of: id, in: 1) }
            } else {
                #expect(try home.store.users(of: id, in: 1) == set, "seed \(seed), \(id)")
            }
        }
        let next = RandomSet.next(sets[89], using: &random)
        let prepared = try home.write(next, 91)
        #expect(prepared.previous == 90 && prepared.left == sets[89].subtractingCount(next))
        #expect(try home.store.users(of: 91, in: 1) == next)

        for user in [0, 17, sets[40].min ?? 5, sets[80].max ?? 9] as [UInt32] {
            let presence = try home.store.presence(of: user, in: 1)
            #expect(
                presence.map(\.isMember)
                    == presence.map {
                        ($0.snapshot == 91 ? next : sets[Int($0.snapshot) - 1]).contains(user)
                    })
        }
    }

    @Test func `a batch keeps many segments, and each its own`() throws {
        let home = SegmentHome()
        for round in 0..<3 {
            let sets = (1...20).map { Bitmap([UInt32($0), UInt32(100 + round)]) }
            let lock = try #require(try home.store.lock())
            try home.store.commit(
                (1...20).map { segment in
                    (
                        Int64(round * 20 + segment),
                        try home.store.prepare(sets[segment - 1], for: Int64(segment))
                    )
                })
            withExtendedLifetime(lock) {}
        }
        #expect(home.store.segments == (1...20).map { Int64($0) })
        #expect(try home.store.users(of: 47, in: 7).numbers == [7, 102])
        #expect(try home.store.users(of: 7, in: 7).numbers == [7, 100])
        home.store.removeAll(of: 7)
        #expect(try home.store.snapshots(of: 7).isEmpty)
        #expect(try home.store.contains(48, in: 8) && !home.store.contains(47, in: 8))
    }

    @Test func `a set prepared before somebody else wrote is refused, and nothing is written`()
        throws
    {
        let home = SegmentHome()
        try home.write([1, 2], 1)
        let late = try home.store.prepare([1, 2, 3], for: 1)
        let fresh = try home.store.prepare([5], for: 2)
        try home.write([9], 2)
        #expect(try !home.store.isCurrent(late) && home.store.isCurrent(fresh))
        do {
            try home.store.commit([(4, fresh), (3, late)])
            Issue.record("the conflict was not seen")
        } catch {
            #expect(error.code == .conflict && "\(error)".contains("segment 1"))
        }
        #expect(try home.store.snapshots(of: 2).isEmpty)
        #expect(try home.store.snapshots(of: 1).map(\.snapshot) == [1, 2])
        let twice = try home.store.prepare([1], for: 1)
        #expect(throws: SnapshotError.self) { try home.store.commit([(5, twice), (6, twice)]) }
    }

    @Test func `the lock is held by one at a time`() throws {
        let home = SegmentHome()
        let first = try home.store.lock()
        #expect(try first != nil && home.store.lock() == nil)
        withExtendedLifetime(first) {}
    }

    @Test func `a year of one change in a hundred takes less than forty sets`() throws {
        let home = SegmentHome()
        // A tenth of the size at the same density: 100,000 users of 3,800,000.
        var random = SplitMix64(seed: 7)
        var set = Bitmap()
        while set.count < 20_000 { set.insert(UInt32(random.below(760_000))) }
        for day in 1...365 {
            try home.write(set, Int64(day))
            let leaving = (0..<200).compactMap { _ in set.number(at: random.below(set.count)) }
            for number in leaving { set.remove(number) }
            while set.count < 20_000 { set.insert(UInt32(random.below(760_000))) }
        }
        let stored = try home.store.snapshots(of: 1)
        let bytes = stored.reduce(0) { $0 + $1.bytes }
        #expect(stored[0].bytes <= 50_000, "2.5 bytes a user at most")
        #expect(bytes <= 40 * stored[0].bytes, "\(bytes) of \(stored[0].bytes)")
    }

    @Test func `a set that was read is kept until it is removed or others need the room`() throws {
        let home = SegmentHome()
        let sets = (1...3).map { number in Bitmap((0..<5000).map { $0 &* 11 + UInt32(number) }) }
        for (index, set) in sets.enumerated() { try home.write(set, Int64(index + 1)) }
        let cache = SnapshotCache(limit: sets[0].byteCount * 5 / 2)
        let store = SnapshotStore(home: home.path, cache: cache)
        for (index, set) in sets.enumerated() {
            #expect(try store.users(of: Int64(index + 1), in: 1) == set)
        }
        #expect(cache.count == 2 && cache.byteCount <= sets[0].byteCount * 5 / 2)
        // Where the files are away, only what is kept can be told.
        try FileManager.default.moveItem(
            atPath: home.chain().path, toPath: home.chain().path + ".away")
        #expect(try store.users(of: 3, in: 1) == sets[2])
        #expect(throws: SnapshotError.self) { try store.users(of: 1, in: 1) }
        #expect(throws: SnapshotError.self) { try store.users(of: 3, in: 2) }
        try FileManager.default.moveItem(
            atPath: home.chain().path + ".away", toPath: home.chain().path)
        let lock = try #require(try store.lock())
        try store.remove([3], of: 1)
        withExtendedLifetime(lock) {}
        #expect(throws: SnapshotError.self) { try store.users(of: 3, in: 1) }
        #expect(try store.users(of: 1, in: 1) == sets[0])
    }
}

extension SplitMix64 {
    mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }
}
