import Bitmaps
import Definitions
import Metadata
import Segments

extension SegmentSpace {
    /// The newest snapshots of the segments that a question names, by id or by name.
    package var questionSegments: QuestionSegments.Lookup {
        { names in
            var found: [QuestionSegments.Found] = []
            for name in names { found.append(try await questionSegment(name)) }
            return QuestionSegments(found)
        }
    }

    private func questionSegment(_ name: String) async throws -> QuestionSegments.Found {
        let segment = try await find(name)
        guard let snapshot = try await metadata.latestSnapshots(of: [segment.id]).first else {
            throw OperationError(
                "Segment \(segment.id) (\(segment.name)) has no snapshot yet; run it first: "
                    + "cxm segment run \(segment.id)")
        }
        return .init(
            used: UsedSegment(
                segment: name, name: segment.name, version: snapshot.version,
                snapshot: snapshot.id, dataDate: snapshot.dataDate, userCount: snapshot.size),
            members: try snapshots.users(of: snapshot.id, in: segment.id))
    }
}
