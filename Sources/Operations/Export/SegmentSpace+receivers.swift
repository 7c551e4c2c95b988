import Bitmaps
import Identities
import Metadata
import Segments

extension SegmentSpace {
    /// The users of a snapshot who may be exported or sent: those whose ids are known, without those who
    /// are suppressed; and how many these are.
    ///
    /// `more`: whom to leave out beside the project's setting. Cost: reads the sets.
    func receivers(
        of snapshot: SnapshotRecord, _ identities: Identities, without more: Suppression = .init()
    ) async throws -> (users: Bitmap, suppressed: Int) {
        var users = try snapshots.users(of: snapshot.id, in: snapshot.segment)
        users.formIntersection(Bitmap(0..<UInt32(identities.count)))
        let members = users.count
        users.subtract(try await suppressed(more))
        return (users, members - users.count)
    }
}
