import Bitmaps
import Foundation
import Segments
import TestSupport
import Testing

@Suite struct SnapshotDamageTests {
    /// A home with five snapshots of segment 1: a whole set and changes.
    private func home() throws -> (SegmentHome, [Bitmap]) {
        let home = SegmentHome()
        var random = SplitMix64(seed: 3)
        var sets = [Bitmap((0..<3000).map { UInt32($0 * 7) })]
        for _ in 0..<4 {
            var next = sets[sets.count - 1]
            for _ in 0..<40 { next.insert(UInt32(random.below(30_000))) }
            sets.append(next)
        }
        for (index, set) in sets.enumerated() { try home.write(set, Int64(index + 1)) }
        #expect(
            try home.store.snapshots(of: 1).map(\.isWhole) == [true, false, false, false, false])
        return (home, sets)
    }

    private func offset(of index: Int, in home: SegmentHome) throws -> Int {
        try home.store.snapshots(of: 1).prefix(index).reduce(0) { $0 + $1.bytes }
    }

    @Test func `a cut at any byte leaves the snapshots before it, and the chain goes on`() throws {
        let (home, sets) = try home()
        let whole = try Data(contentsOf: home.chain())
        let starts = try (0...5).map { try offset(of: $0, in: home) }
        #expect(starts[5] == whole.count)
        let cuts =
            stride(from: 0, to: whole.count, by: 211).map { $0 } + starts + starts.map { $0 + 64 }
        for cut in cuts where cut <= whole.count {
            try whole.prefix(cut).write(to: home.chain())
            let left = starts.lastIndex { $0 <= cut } ?? 0
            #expect(try home.store.snapshots(of: 1).count == left, "cut \(cut)")
            for index in 0..<left {
                #expect(try home.store.users(of: Int64(index + 1), in: 1) == sets[index])
            }
            if left < 5 {
                do {
                    _ = try home.store.users(of: 5, in: 1)
                    Issue.record("cut \(cut)")
                } catch {
                    #expect("\(error)".contains("snapshot 5 of segment 1"))
                }
            }
            try home.write([1, 2, 3], 6)
            #expect(try home.store.users(of: 6, in: 1).numbers == [1, 2, 3])
            #expect(try home.store.snapshots(of: 1).count == left + 1, "cut \(cut)")
            if left > 0 { #expect(try home.store.users(of: 1, in: 1) == sets[0]) }
        }
    }

    @Test func `a changed byte is refused with a sentence that names the snapshot`() throws {
        let (home, sets) = try home()
        let whole = try Data(contentsOf: home.chain())
        let starts = try (0...5).map { try offset(of: $0, in: home) }
        for place in stride(from: 0, to: whole.count, by: 97) {
            try home.damage(home.chain()) { data in
                data = whole
                data[place] ^= 0x10
            }
            for index in 0..<5 {
                do {
                    let users = try home.store.users(of: Int64(index + 1), in: 1)
                    // Padding is not part of a set.
                    #expect(users == sets[index])
                } catch {
                    #expect("\(error)".contains("snapshot \(index + 1) of segment 1"))
                    #expect([.damaged, .missing, .newer].contains(error.code))
                    #expect(place < starts[index + 1], "what is before damage stays readable")
                }
            }
        }
    }

    @Test func `after damage a run begins a new file, and nothing sound is lost`() throws {
        let (home, sets) = try home()
        let third = try offset(of: 2, in: home)
        // In the users of the third: it and those that build on it are gone.
        try home.damage(home.chain()) { $0[third + 70] ^= 1 }
        let prepared = try home.write([4, 5], 6)
        #expect(prepared.previous == nil && prepared.entered == nil)
        #expect(FileManager.default.fileExists(atPath: home.chain(2).path))
        #expect(try home.store.users(of: 6, in: 1).numbers == [4, 5])
        #expect(try home.store.users(of: 2, in: 1) == sets[1])
        do {
            _ = try home.store.users(of: 4, in: 1)
            Issue.record("damage was not seen")
        } catch {
            #expect(error.code == .damaged && "\(error)".contains("snapshot 4 of segment 1"))
        }
        try home.write([4, 5, 6], 7)
        #expect(try home.store.users(of: 7, in: 1).numbers == [4, 5, 6])
        #expect(throws: SnapshotError.self) { try home.remove([1]) }
        #expect(try home.store.users(of: 2, in: 1) == sets[1])
    }

    @Test func `a damaged header amid sound ones is damage, not the end`() throws {
        let (home, sets) = try home()
        let third = try offset(of: 2, in: home)
        try home.damage(home.chain()) { $0[third + 20] ^= 1 }
        #expect(try home.store.snapshots(of: 1).count == 2)
        let size = try Data(contentsOf: home.chain()).count
        try home.write([8], 6)
        // The file was left as it is: somebody may still mend it.
        #expect(try Data(contentsOf: home.chain()).count == size)
        #expect(try home.store.users(of: 6, in: 1).numbers == [8])
        #expect(try home.store.users(of: 1, in: 1) == sets[0])
    }

    @Test func `a newer format is not touched`() throws {
        let (home, _) = try home()
        try home.damage(home.chain()) { $0[7] = UInt8(ascii: "2") }
        for attempt in 0..<2 {
            do {
                if attempt == 0 { _ = try home.store.users(of: 1, in: 1) }
                if attempt == 1 { _ = try home.store.prepare([1], for: 1) }
                Issue.record("a newer format was read")
            } catch {
                #expect(error.code == .newer)
            }
        }
    }
}
