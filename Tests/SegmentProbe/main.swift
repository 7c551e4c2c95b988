import Bitmaps
import Foundation
import Segments

// A process that tests kill while it writes snapshots: `segment-probe write HOME SEGMENTS`, and that
// measures: `segment-probe snapshots|night|overlap|duplicates|list …`.

let arguments = Array(CommandLine.arguments.dropFirst())

func number(_ index: Int, or usual: Int) -> Int {
    arguments.count > index ? Int(arguments[index]) ?? usual : usual
}

let home = arguments.count > 1 ? arguments[1] : ""

do {
    switch arguments.first {
    case "write": try write(home: home, segments: number(2, or: 12))
    case "snapshots": try benchSnapshots(home: home, users: number(2, or: 1_000_000))
    case "night": try await benchNight(home: home, segments: number(2, or: 3800))
    case "overlap": benchOverlap(users: number(2, or: 1_000_000))
    case "duplicates": try await benchDuplicates(segments: number(2, or: 3800))
    case "list": try benchList(home: home, rows: number(2, or: 10_000_000))
    default:
        print("segment-probe write|snapshots|night|overlap|duplicates|list HOME …")
        exit(64)
    }
} catch {
    FileHandle.standardError.write(Data("\(error)\n".utf8))
    exit(1)
}

/// Goes on with the snapshots that are there, round after round; after each it says which round of
/// each segment is written.
func write(home: String, segments: Int) throws {
    let store = SnapshotStore(home: home)
    let sets = ProbeSets(limit: 40_000, users: 2_000, changes: 60)
    while true {
        guard let lock = try store.lock() else { continue }
        var batch: [(id: Int64, prepared: PreparedSnapshot)] = []
        for segment in Int64(1)...Int64(segments) {
            let round = try store.snapshots(of: segment).count
            batch.append(
                (
                    Int64(round) * 100 + segment,
                    try store.prepare(sets.users(segment: segment, round: round), for: segment)
                ))
        }
        try store.commit(batch)
        withExtendedLifetime(lock) {}
        print(batch.map { String($0.id / 100) }.joined(separator: " "))
        fflush(nil)
    }
}
