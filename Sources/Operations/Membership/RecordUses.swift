package import Definitions
package import Metadata

/// Writes down who asked about which segments, as of one moment.
///
///     try await RecordUses(records: metadata, zone: zone)(tally, at: now)
package struct RecordUses: Sendable {
    private let records: any SegmentRecords
    private let zone: Zone

    package init(records: any SegmentRecords, zone: Zone) {
        self.records = records
        self.zone = zone
    }

    package func callAsFunction(
        _ tally: UsageTally, at now: Int64
    ) async throws(MetadataError) {
        guard !tally.isEmpty else { return }
        let uses = tally.calls.map { key, calls in
            SegmentUse(
                segment: key.segment, kind: key.kind, name: key.name, calls: calls, lastAt: now)
        }.sorted { ($0.segment, $0.kind, $0.name) < ($1.segment, $1.kind, $1.name) }
        try await records.addUses(uses, on: zone.date(of: now).text)
    }
}
