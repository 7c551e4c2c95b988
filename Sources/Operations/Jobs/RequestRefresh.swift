import Definitions
package import Metadata

/// Asks for a refresh of one segment as a job, whatever its schedule says.
///
///     let job = try await RequestRefresh(space)(segment)
///
/// One that waits or runs already is returned in place of a new one.
package struct RequestRefresh: Sendable {
    private let space: SegmentSpace

    package init(_ space: SegmentSpace) {
        self.space = space
    }

    /// Throws where the segment is archived or has expired.
    package func callAsFunction(_ segment: SegmentRecord) async throws -> JobRecord {
        try RunSegments.refuse(segment, on: space.today)
        let request = RefreshRequest.named([String(segment.id)], by: space.actor)
        let key = "\(RefreshSegments.kind)/segment/\(segment.id)"
        let wish = JobRecord(
            kind: RefreshSegments.kind, arguments: request.json, key: key, dueAt: space.now,
            createdAt: space.now)
        if let job = try await space.metadata.addJob(wish) {
            try await space.audit("run", segment.id, ["job": .string(String(job.id))])
            return job
        }
        let open = try await space.metadata.jobs(states: [.waiting, .running], limit: 1000)
        guard let job = open.first(where: { $0.key == key }) else {
            throw MetadataError(.busy, "The segment's refresh has just ended; ask again.")
        }
        return job
    }
}
