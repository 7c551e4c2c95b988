package import Metadata

/// Changes what stands around a segment's definition: status, owner, folder, tags, expiry, schedule.
///
///     try await ChangeSegment(space)(segment) { $0.tags.append("q4") }
package struct ChangeSegment: Sendable {
    private let space: SegmentSpace

    package init(_ space: SegmentSpace) {
        self.space = space
    }

    /// `expecting`: as in `SaveSegment`.
    package func callAsFunction(
        _ segment: SegmentRecord, expecting revision: Int? = nil,
        _ change: (inout SegmentRecord) throws -> Void
    ) async throws -> SegmentRecord {
        if let revision, revision != segment.revision {
            throw MetadataError.changedMeanwhile(segment)
        }
        var changed = segment
        try change(&changed)
        guard changed != segment else { return segment }
        if changed.schedule != segment.schedule { try space.check(schedule: changed.schedule) }
        let saved = try await space.metadata.update(changed, at: space.now)
        try await space.audit("change", segment.id)
        if saved.schedule != segment.schedule || saved.status != segment.status {
            try await space.planWork()
        }
        return saved
    }

    /// Archives a segment: it keeps its versions and snapshots, is no more refreshed and no more offered.
    ///
    /// Throws where others depend on it, naming them, unless `force` is set.
    package func archive(_ segment: SegmentRecord, force: Bool = false) async throws
        -> SegmentRecord
    {
        guard segment.status != .archived else { return segment }
        if !force { try await WhereUsed(records: space.metadata).checkArchive(segment.id) }
        return try await setStatus(.archived, of: segment, "archive")
    }

    /// Makes an archived segment active again.
    package func unarchive(_ segment: SegmentRecord) async throws -> SegmentRecord {
        guard segment.status == .archived else { return segment }
        return try await setStatus(.active, of: segment, "unarchive")
    }

    private func setStatus(
        _ status: SegmentStatus, of segment: SegmentRecord, _ action: String
    ) async throws -> SegmentRecord {
        var changed = segment
        changed.status = status
        let saved = try await space.metadata.update(changed, at: space.now)
        try await space.audit(action, segment.id)
        return saved
    }
}
