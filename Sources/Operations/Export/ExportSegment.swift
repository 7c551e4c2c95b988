import Bitmaps
import Definitions
import Identities
package import Metadata

/// Prepares the users of one snapshot for being written, in the order of their numbers.
///
///     let export = try await ExportSegment(space)(segment, .init(format: .csv, limit: 1000))
///     var stream = export.stream
///     while let bytes = stream.next() { … }
///
/// A newer publish does not disturb it: the set is read when the export begins, and what goes on after
/// a place names the snapshot. Those whom `Suppression` names are left out. Cost: reads the set.
package struct ExportSegment: Sendable {
    /// What is asked for.
    package struct Request: Hashable, Sendable {
        package var format: ExportFormat
        /// A snapshot's id, or the day as of which; nil: the published one, else the newest.
        package var snapshot: String?
        /// Where to go on; names the snapshot.
        package var after: ExportCursor?
        /// Rows at most.
        package var limit: Int?

        package init(
            format: ExportFormat, snapshot: String? = nil, after: ExportCursor? = nil,
            limit: Int? = nil
        ) {
            self.format = format
            self.snapshot = snapshot
            self.after = after
            self.limit = limit
        }
    }

    private let space: SegmentSpace

    package init(_ space: SegmentSpace) {
        self.space = space
    }

    /// `hasQuota`: whether the actor's rows of the day are counted and limited.
    package func callAsFunction(
        _ segment: SegmentRecord, _ request: Request, hasQuota: Bool = false
    ) async throws -> PreparedExport {
        let snapshot = try await snapshot(of: segment, request)
        let identities = try Identities(home: space.home.path)
        var (users, suppressed) = try await space.receivers(of: snapshot, identities)
        if let after = request.after {
            guard let number = identities.number(of: after.user) else {
                throw ExportRefusal.unknownUser(after.user)
            }
            users.subtract(Bitmap(0..<number + 1))
        }
        let rows = min(users.count, request.limit ?? .max)
        let quota = hasQuota ? try await take(rows) : nil
        try await record(segment, snapshot, request, rows: rows, suppressed: suppressed)
        return PreparedExport(
            segment: segment, snapshot: snapshot, format: request.format, rows: rows,
            suppressed: suppressed, users: users, identities: identities, quota: quota)
    }

    private func snapshot(
        of segment: SegmentRecord, _ request: Request
    ) async throws -> SnapshotRecord {
        if let after = request.after {
            let found = try await space.metadata.snapshot(after.snapshot)
            guard let found, found.segment == segment.id else {
                throw ExportRefusal.gone(after.snapshot, segment.id)
            }
            return found
        }
        if let words = request.snapshot {
            do {
                return try await CompareSnapshots(space).snapshot(words, of: segment)
            } catch let error as OperationError {
                throw ExportRefusal(.noSnapshot, error.description)
            }
        }
        guard let served = try await space.servedSnapshot(of: segment) else {
            throw ExportRefusal(.neverRun, OperationError.neverRun(segment.id).description)
        }
        return served
    }

    /// Takes rows from the day's; those that are not sent are given back.
    private func take(_ rows: Int) async throws -> PreparedExport.Quota? {
        let setting = try await space.metadata.setting(ExportQuota.setting)
        let quota = try setting.map {
            try ExportQuota(JSONReader($0, pointer: "/" + ExportQuota.setting))
        }
        guard let limit = quota?.limit(of: space.actor) else { return nil }
        let day = space.today
        let isTaken = try await space.metadata.takeExportRows(
            rows, of: space.actor, on: day, limit: limit)
        guard isTaken else {
            let used = try await space.metadata.exportRows(of: space.actor, on: day)
            throw ExportRefusal.quota(rows, used: used, limit: limit)
        }
        return PreparedExport.Quota(records: space.metadata, caller: space.actor, day: day)
    }

    private func record(
        _ segment: SegmentRecord, _ snapshot: SnapshotRecord, _ request: Request, rows: Int,
        suppressed: Int
    ) async throws {
        try await space.audit(
            "export", segment.id,
            [
                "snapshot": .string(String(snapshot.id)),
                "format": .string(request.format.rawValue),
                "rows": .count(rows), "suppressed": .count(suppressed),
                "goes_on": .boolean(request.after != nil),
            ])
        guard space.actor.hasPrefix("client/") else { return }
        try await space.metadata.addUses([
            SegmentUse(
                segment: segment.id, kind: "client", name: space.actor, calls: 1,
                lastAt: space.now)
        ])
    }
}
