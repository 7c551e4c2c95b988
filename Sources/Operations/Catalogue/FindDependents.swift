package import Definitions
package import Metadata

/// Finds the segments that read a table, or what is wrong with it; archived ones are left out.
///
///     let broken = try await FindDependents(context).segments(brokenBy: drift, of: table)
///
/// Cost: one read of all current versions, and a walk over each definition.
package struct FindDependents: Sendable {
    private let records: any SegmentRecords

    package init(_ context: CatalogueContext) {
        records = context.metadata
    }

    package init(_ records: any SegmentRecords) {
        self.records = records
    }

    /// The segments whose current version reads the table.
    package func segments(using table: CatalogueTable) async throws -> [SegmentRecord] {
        try await segments { $0.mentions(table) }
    }

    /// The segments that cannot be run as they are; all that read a table which is gone.
    package func segments(
        brokenBy drift: TableDrift, of table: CatalogueTable
    ) async throws -> [BrokenSegment] {
        let all = try await currentDefinitions()
        return all.compactMap { segment, references in
            guard references.mentions(table) else { return nil }
            let columns = drift.problems.filter { references.mentions($0, of: table) }
                .map(\.column)
            guard drift.unreachable != nil || !columns.isEmpty else { return nil }
            return BrokenSegment(segment: segment, columns: columns)
        }
    }

    private func segments(
        where isMeant: (SegmentReferences) -> Bool
    ) async throws -> [SegmentRecord] {
        try await currentDefinitions().filter { isMeant($0.references) }.map(\.segment)
    }

    private func currentDefinitions() async throws -> [(
        segment: SegmentRecord, references: SegmentReferences
    )] {
        let segments = try await records.segments(
            SegmentListFilter(statuses: [.draft, .active]))
        let versions = try await records.currentVersions(of: segments.map(\.id))
        let definitions = Dictionary(
            versions.map { ($0.segment, $0.definition) }, uniquingKeysWith: { first, _ in first })
        return segments.compactMap { segment in
            definitions[segment.id].map { (segment, SegmentReferences(definition: $0)) }
        }
    }
}

/// A segment that a change of a table breaks.
package struct BrokenSegment: Hashable, Sendable {
    package let segment: SegmentRecord
    /// The changed columns that it reads; empty where the whole table is gone.
    package let columns: [String]
}
