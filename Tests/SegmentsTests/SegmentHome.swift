import Bitmaps
import Foundation
import Segments
import TestSupport
import Testing

/// A home for one test, removed with it.
final class SegmentHome: Sendable {
    let path: String
    var store: SnapshotStore { SnapshotStore(home: path) }
    var lists: ListStore { ListStore(home: path) }

    init() {
        path =
            FileManager.default.temporaryDirectory
            .appending(path: "cxm-segments-\(UUID().uuidString)").path
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Prepares and writes one set.
    @discardableResult
    func write(_ users: Bitmap, _ id: Int64, of segment: Int64 = 1) throws -> PreparedSnapshot {
        let prepared = try store.prepare(users, for: segment)
        let lock = try #require(try store.lock())
        try store.commit([(id, prepared)])
        withExtendedLifetime(lock) {}
        return prepared
    }

    func remove(_ ids: Set<Int64>, of segment: Int64 = 1) throws {
        let lock = try #require(try store.lock())
        try store.remove(ids, of: segment)
        withExtendedLifetime(lock) {}
    }

    func chain(_ number: Int = 1, of segment: Int64 = 1) -> URL {
        URL(filePath: path).appending(path: "snapshots/\(segment)/\(number).chain")
    }

    /// Changes a file's bytes.
    func damage(_ file: URL, _ change: (inout Data) -> Void) throws {
        var data = try Data(contentsOf: file)
        change(&data)
        try data.write(to: file)
    }
}

/// Random sets that make every kind of container: sparse, dense, runs.
enum RandomSet {
    static func make(using random: inout SplitMix64, limit: Int = 400_000) -> Bitmap {
        var numbers: [UInt32] = []
        for _ in 0..<Int.random(in: 0...600, using: &random) {
            numbers.append(UInt32(Int.random(in: 0..<limit, using: &random)))
        }
        if random.chance(40) {
            let first = UInt32(Int.random(in: 0..<limit, using: &random))
            numbers += first..<first + UInt32(Int.random(in: 1...9000, using: &random))
        }
        if random.chance(30) {
            let first = Int.random(in: 0..<limit, using: &random)
            for _ in 0..<6000 {
                numbers.append(UInt32(first + Int.random(in: 0..<20_000, using: &random)))
            }
        }
        var set = Bitmap(numbers.sorted())
        if random.chance(30) { set.compact() }
        return set
    }

    /// Some enter, some leave; now and then everything changes, or nothing.
    static func next(_ set: Bitmap, using random: inout SplitMix64) -> Bitmap {
        if random.chance(8) { return make(using: &random) }
        if random.chance(8) { return set }
        var next = set
        for number in set.numbers where random.chance(3) { next.remove(number) }
        for _ in 0..<Int.random(in: 0...30, using: &random) {
            next.insert(UInt32(Int.random(in: 0..<400_000, using: &random)))
        }
        return next
    }
}
