import Bitmaps
import Columns
import Definitions
import Foundation
import Identities
import Segments

private let population: UInt32 = 38_000_000

/// A year of daily snapshots of one segment, one member in a hundred leaving and as many entering.
func benchSnapshots(home: String, users: Int) throws {
    let store = SnapshotStore(home: home)
    let sets = ProbeSets(limit: population, users: users, changes: users / 50)
    var set = sets.users(segment: 1, round: 0)
    var preparing = 0.0
    var committing = 0.0
    for day in 0..<365 {
        let begin = seconds()
        let prepared = try store.prepare(set, for: 1)
        let middle = seconds()
        try store.commit([(Int64(day + 1), prepared)])
        preparing += middle - begin
        committing += seconds() - middle
        set.formSymmetricDifference(changes(of: set, sets, day))
    }
    let stored = try store.snapshots(of: 1)
    let bytes = stored.reduce(0) { $0 + $1.bytes }
    let whole = stored[0].bytes
    print("snapshots of \(users) users of \(population), 2 % changes a day, 365 days:")
    print(
        "  first \(whole) bytes, all \(bytes) bytes = \(text(Double(bytes) / Double(whole))) firsts,",
        "\(stored.count { $0.isWhole }) whole")
    print(
        "  prepare \(text(preparing / 365 * 1000)) ms, commit \(text(committing / 365 * 1000)) ms each"
    )
    var slowest = 0.0
    var total = 0.0
    for snapshot in stored.suffix(100) {
        let time = try measure { _ = try store.users(of: snapshot.snapshot, in: 1) }
        slowest = max(slowest, time)
        total += time
    }
    print("  read: mean \(text(total * 10)) ms, slowest \(text(slowest * 1000)) ms")
    var count = 0
    let difference = try measure {
        let (before, after) = (try store.users(of: 335, in: 1), try store.users(of: 365, in: 1))
        count = after.subtractingCount(before) + before.subtractingCount(after)
        _ = (after.subtracting(before), before.subtracting(after))
    }
    print("  difference of two, 30 days apart: \(text(difference * 1000)) ms (\(count) users)")
    let presence = try measure { _ = try store.presence(of: 17, in: 1) }
    print("  one user in all 365: \(text(presence * 1000)) ms")
    let removing = try measure { try store.remove(Set((1...365).filter { $0 % 7 != 0 }), of: 1) }
    print("  all but one a week removed: \(text(removing * 1000)) ms")
}

/// Half of the changes leave, half enter.
private func changes(of set: Bitmap, _ sets: ProbeSets, _ day: Int) -> Bitmap {
    let entering = sets.changes(1, day).subtracting(set).numbers.prefix(sets.changes / 2)
    let step = max(1, set.count / max(1, sets.changes / 2))
    let leaving = stride(from: day % step, to: set.count, by: step).prefix(sets.changes / 2)
        .compactMap { set.number(at: $0) }
    return Bitmap(Array(entering)).union(Bitmap(leaving))
}

/// Two nights of thousands of segments of all sizes: the first writes whole sets, the second changes.
func benchNight(home: String, segments: Int) async throws {
    let store = SnapshotStore(home: home)
    for night in 0..<2 {
        var preparing = 0.0
        var committing = 0.0
        var bytes = 0
        for first in stride(from: 0, to: segments, by: 200) {
            let batch = (first..<min(first + 200, segments)).map { index in
                let sets = ProbeSets(
                    limit: population, users: size(index), changes: max(1, size(index) / 50))
                return (Int64(index + 1), sets.users(segment: Int64(index + 1), round: night))
            }
            let begin = seconds()
            let prepared = try await store.prepare(batch, threads: 2)
            let middle = seconds()
            try store.commit(
                prepared.map { (Int64(night * segments) + $0.segment, $0) })
            preparing += middle - begin
            committing += seconds() - middle
            bytes += prepared.reduce(0) { $0 + $1.byteCount }
        }
        print(
            "night \(night + 1): \(segments) segments, \(bytes >> 20) MB:",
            "prepare \(text(preparing)) s (2 threads), commit \(text(committing)) s,",
            "peak \(peakMegabytes()) MB")
    }
}

/// Sizes from a hundred to a million and a half, evenly on a logarithmic scale.
private func size(_ index: Int) -> Int {
    Int(pow(10, 2 + 4.18 * Double((index * 7919) % 1000) / 1000))
}

func benchOverlap(users: Int) {
    let sets = (0..<5).map { index in
        ProbeSets(limit: population, users: users, changes: 0).users(
            segment: Int64(index), round: 0)
    }
    let time = measure { _ = SegmentOverlap(of: sets) }
    let overlap = SegmentOverlap(of: sets)
    print(
        "overlap of five of \(users) of \(population): \(text(time * 1000)) ms,",
        "\(overlap.regions?.count ?? 0) regions, union \(overlap.union)")
    let ten = measure { _ = SegmentOverlap(of: sets + sets) }
    print("overlap of ten: \(text(ten * 1000)) ms")
}

/// Every tenth segment is a near copy of another; sets are made when they are read, which is measured
/// apart.
func benchDuplicates(segments: Int) async throws {
    @Sendable func users(_ index: Int) -> Bitmap {
        let origin = index % 10 == 9 ? index - 1 : index
        let sets = ProbeSets(
            limit: population, users: size(origin), changes: max(1, size(origin) / 50))
        return sets.users(segment: Int64(origin), round: index == origin ? 0 : 1)
    }
    let sizes = (0..<segments).map { users($0).count }
    let making = measure { for index in 0..<segments { _ = users(index) } }
    let candidates = sizes.enumerated().map {
        NearDuplicates.Candidate(
            segment: Int64($0.offset), canonicalHash: "\($0.offset)", users: $0.element)
    }
    let begin = seconds()
    let result = try await NearDuplicates(threshold: 0.95, threads: 2)
        .search(candidates) { users($0) }
    let time = seconds() - begin
    print(
        "duplicates among \(segments) segments, \(sizes.reduce(0, +)) users in all:",
        "\(text(time)) s on 2 threads, of which making sets about \(text(making / 2)) s;",
        "\(result.compared) pairs of like size, \(result.counted) counted, \(result.pairs.count) found,",
        "peak \(peakMegabytes()) MB")
}

/// A list of so many rows, four in five of them users.
func benchList(home: String, rows: Int) throws {
    let writer = try IdentityWriter(home: home)
    let known = rows * 4 / 5
    for first in stride(from: 0, to: known, by: 50_000) {
        let texts = (first..<min(first + 50_000, known)).map { "member-\($0)" as String? }
        _ = try writer.numbers(of: TextBlock(texts: texts))
    }
    try writer.commit()
    let path = home + "/ids.csv"
    let file = try RandomAccessFile(path: path, writing: true)
    var offset = 0
    for first in stride(from: 0, to: rows, by: 100_000) {
        let text = (first..<min(first + 100_000, rows)).map { row in
            "member-\(row &* 7_919_993 % rows),x\n"
        }.joined()
        try file.write(Array(text.utf8), at: offset)
        offset += text.utf8.count
    }
    let before = peakMegabytes()
    let users = try Identities(home: home)
    let store = ListStore(home: home)
    let begin = seconds()
    let (list, report) = try store.upload(path, format: .init(), users: users, at: 0)
    print(
        "list of \(report.rows) rows, \(offset >> 20) MB: \(text(seconds() - begin)) s,",
        "\(list.users) users, \(list.unknown) unknown, \(list.duplicates) duplicates,",
        "peak \(peakMegabytes()) MB (\(before) before)")
}

private func measure(_ body: () throws -> Void) rethrows -> Double {
    let begin = seconds()
    try body()
    return seconds() - begin
}

private func seconds() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

private func text(_ number: Double) -> String { String(format: "%.2f", number) }

private func peakMegabytes() -> Int {
    var usage = rusage()
    unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss / 1024
}
