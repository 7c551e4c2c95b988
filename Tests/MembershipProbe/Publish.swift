import Bitmaps
import Foundation
import Metadata
import Operations

/// Publishes round after round, all segments in one step; says each round that it begins, and again when it is published.
///
/// In round `r` segment `s` has the users `r * 100 + s` and `900_000 + s`, and nobody else.
func publish(home path: String, segments count: Int) async throws {
    let home = try ProbeHome(path: path)
    let segments = try await home.segments(count)
    var round = 1
    if let last = try await home.metadata.latestSnapshots(of: segments).last {
        round = Int(last.dataDate.suffix(4)) ?? 0
    }
    while true {
        round += 1
        say("\(round) begins")
        let sets = segments.map { segment in
            (
                segment: segment,
                users: Bitmap([UInt32(round) * 100 + UInt32(segment), 900_000 + UInt32(segment)])
            )
        }
        let snapshots = try await home.record(sets, on: "2026-" + String(10_000 + round).suffix(4))
        _ = try await PublishSegments(home.space)(snapshots.map(\.id), confirmed: true)
        say("\(round)")
    }
}

/// Writes a line at once: the process may be killed at any moment.
private func say(_ line: String) {
    print(line)
    fflush(nil)
}
