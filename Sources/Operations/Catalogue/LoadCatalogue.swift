import Definitions
package import Metadata

/// All tables there are: the registered ones, and the home's own, which appear by themselves.
///
///     let catalogue = try await LoadCatalogue(context)().catalogue
///
/// What is saved of a table of the home (labels, personal data, hidden) lies over the fields of its
/// schema. Cost: one read of the metadata and one of the home's manifests; no warehouse is asked.
package struct LoadCatalogue: Sendable {
    /// The name of the setting that says which table has all users.
    package static let populationSetting = "population"

    private let home: Home
    private let metadata: any CatalogueRecords

    package init(_ context: CatalogueContext) {
        self.init(home: context.home, metadata: context.metadata)
    }

    package init(home: Home, metadata: any CatalogueRecords) {
        self.home = home
        self.metadata = metadata
    }

    /// Tables of the home first, then registered ones by name.
    package func callAsFunction() async throws -> LoadedCatalogue {
        let saved = try await metadata.tables()
        let registered = saved.filter { !$0.table.source.isHome }
        var entries: [LoadedCatalogue.Entry] = []
        for table in try HomeTables(home: home)(taken: Set(registered.map(\.table.name))) {
            let layer = saved.first { $0.table.source == table.source }
            entries.append(Self.entry(table, under: layer))
        }
        for (table, revision) in registered.sorted(by: { $0.table.name < $1.table.name }) {
            entries.append(
                .init(table: table, revision: revision, drift: try await lastCheck(of: table.name)))
        }
        var population: String?
        if case .string(let name) = try await metadata.setting(Self.populationSetting) {
            population = name
        }
        return LoadedCatalogue(entries: entries, population: population)
    }

    private func lastCheck(of table: String) async throws -> TableDrift {
        guard let json = try await metadata.setting(CheckDrift.setting(table)) else {
            return TableDrift()
        }
        return try TableDrift(JSONReader(json))
    }

    /// A table of the home under what is saved of it; fields that it no more has are marked as gone.
    private static func entry(
        _ table: CatalogueTable, under layer: (table: CatalogueTable, revision: Int)?
    ) -> LoadedCatalogue.Entry {
        guard let layer else {
            return .init(table: table, revision: 0, drift: TableDrift())
        }
        var table = table
        table.labels = layer.table.labels
        table.descriptions = layer.table.descriptions
        var problems: [TableDrift.Problem] = []
        for saved in layer.table.fields {
            guard let index = table.fields.firstIndex(where: { $0.name == saved.name }) else {
                problems.append(.init(column: saved.column, field: saved.name, change: .gone))
                table.fields.append(saved)
                continue
            }
            let schema = table.fields[index]
            var field = saved
            field.column = schema.column
            field.type = schema.type
            field.operators = saved.operators?.filter { $0.fits(schema.type) }
            if field.operators?.isEmpty == true { field.operators = nil }
            if schema.type != saved.type {
                problems.append(
                    .init(
                        column: schema.column, field: saved.name,
                        change: .retyped(from: saved.type.rawValue, to: schema.type.rawValue)))
            }
            table.fields[index] = field
        }
        return .init(
            table: table, revision: layer.revision, drift: TableDrift(problems: problems))
    }
}
