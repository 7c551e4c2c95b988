import Definitions
import Metadata

/// Writes the catalogue as a document, and takes one.
///
///     let document = try await ExportCatalogue(context)()
///     let changes = try await ImportCatalogue(context)(document)
package struct ExportCatalogue: Sendable {
    private let context: CatalogueContext

    package init(_ context: CatalogueContext) {
        self.context = context
    }

    /// Everything that is saved, by name.
    package func callAsFunction() async throws -> CatalogueDocument {
        let loaded = try await LoadCatalogue(context)()
        return CatalogueDocument(
            connections: try await context.metadata.connections().sorted { $0.name < $1.name },
            tables: loaded.entries.filter { $0.revision > 0 }.map(\.table),
            population: loaded.population)
    }
}

/// Makes the catalogue say what a document says; tables that it does not name stay as they are.
///
/// All of it is looked at before the first change; connections are not tried, so that a document can be
/// taken before its warehouses are there.
package struct ImportCatalogue: Sendable {
    package struct Report: Hashable, Sendable {
        package var connections: [String] = []
        package var added: [String] = []
        package var changed: [String] = []
        package var same: [String] = []
    }

    private let context: CatalogueContext

    package init(_ context: CatalogueContext) {
        self.context = context
    }

    package func callAsFunction(_ document: CatalogueDocument) async throws -> Report {
        let loaded = try await LoadCatalogue(context)()
        let saved = try await context.metadata.connections()
        for connection in document.connections {
            try CatalogueNames.check(connection.name, kind: "connection")
            _ = try ConnectionTarget(connection)
        }
        let connections = Set((saved + document.connections).map(\.name))
        var entries: [(table: CatalogueTable, before: LoadedCatalogue.Entry?)] = []
        for (index, table) in document.tables.enumerated() {
            let before = loaded.entries.first { $0.table.name == table.name }
            try check(table, index, before, connections)
            entries.append((table, before))
        }
        let names = Set(loaded.entries.map(\.table.name) + document.tables.map(\.name))
        if let name = document.population, !names.contains(name) {
            throw DefinitionError.unknownName(
                name, kind: "table", at: "/population", known: names.sorted())
        }
        return try await save(document, entries)
    }

    private func check(
        _ table: CatalogueTable, _ index: Int, _ before: LoadedCatalogue.Entry?,
        _ connections: Set<String>
    ) throws {
        let pointer = "/tables/\(index)/source"
        if case .warehouse(let name, _) = table.source, !connections.contains(name) {
            throw DefinitionError.unknownName(
                name, kind: "connection", at: pointer + "/connection",
                known: connections.sorted())
        }
        guard let before, before.table.source.isHome != table.source.isHome else { return }
        throw DefinitionError(
            .contradiction, at: pointer,
            "The catalogue has a table '\(table.name)' that is \(before.table.source.words); "
                + "choose another name.")
    }

    private func save(
        _ document: CatalogueDocument,
        _ entries: [(table: CatalogueTable, before: LoadedCatalogue.Entry?)]
    ) async throws -> Report {
        var report = Report()
        for connection in document.connections {
            try await context.metadata.save(connection, at: context.now)
            report.connections.append(connection.name)
        }
        for (table, before) in entries {
            let revision = before?.revision ?? 0
            if before?.table == table, revision > 0 {
                report.same.append(table.name)
                continue
            }
            try await context.metadata.save(table, expecting: revision, at: context.now)
            if revision > 0 {
                report.changed.append(table.name)
            } else {
                report.added.append(table.name)
            }
            // What its columns were is known again at its next check.
            if before?.table.columns != table.columns {
                try await context.metadata.set(
                    RegisteredColumns.setting(table.name), to: nil)
                try await context.metadata.set(CheckDrift.setting(table.name), to: nil)
            }
        }
        if let population = document.population {
            try await context.metadata.set(
                LoadCatalogue.populationSetting, to: .string(population))
        }
        try await context.audit("import", "catalogue", report.json)
        return report
    }
}

extension ImportCatalogue.Report {
    /// As the audit keeps it.
    fileprivate var json: JSONValue {
        func list(_ names: [String]) -> JSONValue { .array(names.map { .string($0) }) }
        return [
            "connections": list(connections), "added": list(added), "changed": list(changed),
        ]
    }
}
