package import Definitions
package import Metadata
import Segments

/// Replaces who is left out of exports and deliveries, and how many rows callers may export.
///
///     {"suppression": ["12", {"list": "3"}], "quota": {"rows_per_day": 10000000}}
package struct SaveExportSettings: Sendable {
    private let space: SegmentSpace

    package init(_ space: SegmentSpace) {
        self.space = space
    }

    package func callAsFunction(_ reader: JSONReader) async throws {
        try reader.allow(["suppression", "quota"])
        let suppression = try reader.optional("suppression").map { try Suppression($0) }
        let quota = try reader.optional("quota").map { try ExportQuota($0) }
        for (index, source) in (suppression?.sources ?? []).enumerated() {
            try await check(source, at: "/suppression/\(index)")
        }
        try await space.metadata.set(Suppression.setting, to: suppression?.json)
        try await space.metadata.set(ExportQuota.setting, to: quota?.json)
        try await space.note(
            "export_settings.save", "export-settings",
            ["suppression": suppression?.json ?? .null, "quota": quota?.json ?? .null])
    }

    /// What is named must be there.
    private func check(_ source: Suppression.Source, at pointer: String) async throws {
        switch source {
        case .segment(let id):
            guard try await space.metadata.segment(id) == nil else { return }
            throw DefinitionError(.unknownName, at: pointer, "There is no segment \(id).")
        case .list(let id):
            do {
                _ = try ListStore(home: space.home.path).manifest(of: id)
            } catch {
                throw DefinitionError(.unknownName, at: pointer, "\(error)")
            }
        }
    }

    /// As the commands and the API show them.
    package static func json(
        _ records: any CatalogueRecords
    ) async throws(MetadataError) -> JSONValue {
        [
            "suppression": try await records.setting(Suppression.setting) ?? .array([]),
            "quota": try await records.setting(ExportQuota.setting) ?? ExportQuota().json,
        ]
    }
}
