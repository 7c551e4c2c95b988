import Definitions
import Metadata

/// Takes a table out of the catalogue; its rows stay where they are.
///
/// Throws where segments use it, and names them, unless `force` says so. Of a table of the home it takes
/// away what was saved of it, such as labels.
package struct RemoveTable: Sendable {
    private let context: CatalogueContext

    package init(_ context: CatalogueContext) {
        self.context = context
    }

    package func callAsFunction(_ name: String, force: Bool = false) async throws {
        let entry = try await LoadCatalogue(context)().entry(name)
        if !entry.table.source.isHome, !force {
            let segments = try await FindDependents(context).segments(using: entry.table)
            guard segments.isEmpty else {
                throw OperationError.tableInUse(name, segments: segments.map(\.name))
            }
        }
        guard entry.revision > 0 else { throw OperationError.nothingSaved(name) }
        let saved = try await context.metadata.tables().first {
            $0.table.source == entry.table.source && $0.table.name == name
                || entry.table.source.isHome && $0.table.source == entry.table.source
        }
        try await context.metadata.removeTable(saved?.table.name ?? name)
        try await context.metadata.set(CheckDrift.setting(name), to: nil)
        try await context.metadata.set(RegisteredColumns.setting(name), to: nil)
        if try await context.metadata.setting(LoadCatalogue.populationSetting) == .string(name),
            !entry.table.source.isHome
        {
            try await context.metadata.set(LoadCatalogue.populationSetting, to: nil)
        }
        try await context.audit("remove", "table/\(name)", ["forced": .boolean(force)])
    }
}
