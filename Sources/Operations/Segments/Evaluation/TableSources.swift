import Attributes
import Definitions
import EventStore
import Segments

/// The rows of a table of the catalogue for scans of groups, wherever they are.
///
/// The home's own tables are read where they lie, on the user key; others through their images.
struct TableSources {
    let context: CatalogueContext

    /// `fields`: names of the catalogue, and `TableImages.timeField`.
    func source(
        of table: CatalogueTable, key: String?, fields: Set<String>
    ) async throws -> any ScanSource {
        let names = fields.sorted()
        switch (table.source, key) {
        case (.events(let name), nil):
            return try EventRows(
                context.home.open(name), fields: names.map { ($0, try column($0, of: table)) })
        case (.attributes(let name), nil):
            return try AttributeRows(
                AttributeTable(home: context.home.path, name: name),
                fields: names.map { ($0, try column($0, of: table)) })
        default:
            return try await TableImages(context: context).image(
                of: table, key: key, fields: fields)
        }
    }

    private func column(_ field: String, of table: CatalogueTable) throws -> String {
        if field == TableImages.timeField { return "time" }
        guard let found = table.field(field) else { throw ScanError.unknownField(field) }
        if found.column == "cxm_time" { return "time" }
        return found.column == "cxm_event" ? "event" : found.column
    }
}
