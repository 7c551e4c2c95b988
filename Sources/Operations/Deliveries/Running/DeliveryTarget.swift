import Bitmaps
import Definitions
import Identities
import Jobs
import Metadata

/// Whom a destination is to have after a run: the members of a snapshot, without those who are
/// suppressed and those who are held out.
struct DeliveryTarget: Sendable {
    let users: Bitmap
    let heldOut: Bitmap
    let suppressed: Int
}

extension DeliverySpace {
    /// The snapshot that a delivery sends: the one that is served.
    func snapshot(of delivery: DeliveryRecord) async throws -> SnapshotRecord {
        guard let found = try await published(delivery.segment) else {
            throw JobFailure.neverPublished(delivery.segment)
        }
        return found
    }

    /// Nil where the segment is gone or was never published.
    private func published(_ segment: Int64) async throws -> SnapshotRecord? {
        let records = metadata
        guard let id = try await records.segment(segment)?.publishedSnapshot else { return nil }
        return try await records.snapshot(id)
    }

    /// Cost: reads the set; where users are held out, about 100 ns a member.
    func target(
        of delivery: DeliveryRecord, _ destination: DestinationRecord, _ snapshot: SnapshotRecord
    ) async throws -> DeliveryTarget {
        let identities = try Identities(home: home.path)
        let more = try destination.suppression.map {
            try Suppression(JSONReader($0, pointer: "/suppression"))
        }
        var (users, suppressed) = try await segments.receivers(
            of: snapshot, identities, without: more ?? Suppression())
        let heldOut = try heldOut(of: delivery, users, identities)
        users.subtract(heldOut)
        return DeliveryTarget(users: users, heldOut: heldOut, suppressed: suppressed)
    }

    /// Those whose hash lies below the share, and those who were held out before.
    private func heldOut(
        of delivery: DeliveryRecord, _ users: Bitmap, _ identities: Identities
    ) throws -> Bitmap {
        guard delivery.holdoutShare > 0 else { return Bitmap() }
        let share = StableShare(salt: delivery.holdoutSalt)
        var heldOut = try DeliveryFiles(home, delivery.id).heldOut().intersection(users)
        users.forEachBlock { block in
            heldOut.insert(
                contentsOf: block.filter { number in
                    guard let id = identities.idBytes(of: number) else { return false }
                    return share.place(of: id) < delivery.holdoutShare
                })
        }
        return heldOut
    }

    /// What the destination has of a delivery.
    func delivered(_ delivery: DeliveryRecord) throws -> DeliveredUsers {
        guard let run = delivery.deliveredRun else { return DeliveredUsers() }
        let files = DeliveryFiles(home, delivery.id)
        return DeliveredUsers(
            delivered: try files.users(.delivered, of: run),
            unknown: try files.users(.unknown, of: run))
    }

    /// The rows that a run in this mode tells.
    func changes(
        of delivery: DeliveryRecord, _ mode: DeliveryRecord.Mode, to target: Bitmap
    ) throws -> (entered: Bitmap, left: Bitmap) {
        switch mode {
        case .full: (target, Bitmap())
        case .delta: try delivered(delivery).changes(to: target)
        }
    }
}

extension JobFailure {
    fileprivate static func neverPublished(_ segment: Int64) -> JobFailure {
        JobFailure(
            "Segment \(segment) is gone, or was never published.",
            remedy: "Run and publish it, or give the delivery another one; then start it again.")
    }
}
