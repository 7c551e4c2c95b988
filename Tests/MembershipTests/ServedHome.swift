import Bitmaps
import Columns
import Foundation
import Identities
import Membership

/// A folder with packs and users, which goes with the value.
final class ServedHome: Sendable {
    let path = FileManager.default.temporaryDirectory.path + "/cxm-\(UUID().uuidString)"
    var store: ServedStore { ServedStore(home: path) }
    var folder: String { path + "/served" }

    init(users ids: [String] = []) throws {
        guard !ids.isEmpty else { return }
        let writer = try IdentityWriter(home: path)
        _ = try writer.numbers(of: TextBlock(texts: ids))
        try writer.commit()
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Makes sets ready, by snapshot; the segment is the snapshot's number in tens.
    func add(_ sets: [Int64: Bitmap]) throws {
        let lock = try store.lock()
        try store.add(sets.keys.sorted().map(Self.key)) { sets[$0.snapshot] ?? [] }
        withExtendedLifetime(lock) {}
    }

    static func key(_ snapshot: Int64) -> ServedKey {
        ServedKey(segment: snapshot / 10, snapshot: snapshot)
    }

    var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    }

    static func segment(
        _ id: Int64, _ name: String, snapshot: Int64?, staleFrom: Int64? = nil
    ) -> ServedSegment {
        ServedSegment(
            id: id, name: name,
            published: snapshot.map {
                .init(
                    snapshot: $0, version: 3, dataDate: "2026-10-31", staleFrom: staleFrom)
            })
    }
}
