import Definitions
package import Metadata

/// Finds everything that needs a segment: other segments, and API clients, deliveries, dashboards with
/// their last call.
///
///     let usage = try await WhereUsed(records: metadata)(12)
///     usage.archiveRefusal  // "Segment 12 is part of 'Savers' (15)…"
package struct WhereUsed: Sendable {
    private let records: any SegmentRecords & DeliveryRecords

    package init(records: any SegmentRecords & DeliveryRecords) {
        self.records = records
    }

    package struct Usage: Hashable, Sendable {
        package let segment: Int64
        /// Segments, drafts too, whose current definition names this one, by id.
        package let dependents: [SegmentRecord]
        /// By kind and name.
        package let uses: [SegmentUse]
        /// Deliveries that send it, by name.
        package let deliveries: [DeliveryRecord]

        /// Why the segment cannot be archived; nil where it can.
        ///
        /// Uses do not stand in the way, since clients that have called once are never forgotten:
        /// whoever archives is shown them. Deliveries do, unless they are paused.
        package var archiveRefusal: String? {
            guard !dependents.isEmpty else { return deliveryRefusal }
            let shown = dependents.prefix(5).map { "'\($0.name)' (\($0.id))" }
                .joined(separator: ", ")
            let rest = dependents.count > 5 ? " and \(dependents.count - 5) more" : ""
            return "Segment \(segment) is part of \(shown)\(rest). Change or archive "
                + "\(dependents.count == 1 ? "it" : "them") first."
        }

        private var deliveryRefusal: String? {
            let active = deliveries.filter { !$0.isPaused }
            guard !active.isEmpty else { return nil }
            let shown = active.prefix(5).map { "'\($0.name)' (\($0.id))" }.joined(separator: ", ")
            let rest = active.count > 5 ? " and \(active.count - 5) more" : ""
            return "Segment \(segment) is sent by the deliveries \(shown)\(rest). Pause or remove "
                + "\(active.count == 1 ? "it" : "them") first."
        }
    }

    /// Cost: reads the current definitions of all segments that are not archived.
    package func callAsFunction(_ segment: Int64) async throws -> Usage {
        let others = try await records.segments(.init(statuses: [.draft, .active]))
            .filter { $0.id != segment }
        let versions = try await records.currentVersions(of: others.map(\.id))
        let dependent = Set(
            try versions.filter {
                SegmentComposition.parts(of: try $0.parsed).contains(String(segment))
            }.map(\.segment))
        return Usage(
            segment: segment,
            dependents: others.filter { dependent.contains($0.id) }.sorted { $0.id < $1.id },
            uses: try await records.uses(of: segment).sorted {
                ($0.kind, $0.name) < ($1.kind, $1.name)
            }, deliveries: try await records.deliveries(of: segment))
    }

    /// Throws, naming the dependents, where the segment cannot be archived.
    package func checkArchive(_ segment: Int64) async throws {
        if let refusal = try await self(segment).archiveRefusal {
            throw OperationError(.inUse, refusal)
        }
    }
}
