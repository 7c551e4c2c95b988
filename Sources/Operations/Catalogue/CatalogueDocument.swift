package import Definitions
package import Metadata

/// The whole catalogue as one document, for an administrator to keep under version control.
///
///     {"version": 1, "connections": […], "tables": […], "population": "members"}
package struct CatalogueDocument: Hashable, Sendable {
    package var connections: [ConnectionRecord]
    package var tables: [CatalogueTable]
    package var population: String?

    package init(
        connections: [ConnectionRecord] = [], tables: [CatalogueTable] = [],
        population: String? = nil
    ) {
        self.connections = connections
        self.tables = tables
        self.population = population
    }

    package init(_ reader: JSONReader) throws(DefinitionError) {
        try reader.allow(["version", "connections", "tables", "population"])
        _ = try reader.member("version").integer(in: 1...1)
        self.init(population: try reader.optional("population")?.string())
        for connection in try reader.optional("connections")?.array() ?? [] {
            connections.append(try ConnectionRecord(connection))
        }
        for table in try reader.optional("tables")?.array() ?? [] {
            tables.append(try CatalogueTable(table))
        }
        try checkNames(reader.pointer)
    }

    package var json: JSONValue {
        [
            "version": 1, "connections": .array(connections.map(\.json)),
            "tables": .array(tables.map(\.json)),
            "population": population.map { .string($0) } ?? .null,
        ]
    }

    private func checkNames(_ pointer: String) throws(DefinitionError) {
        var names: Set<String> = []
        for (index, table) in tables.enumerated() where !names.insert(table.name).inserted {
            throw DefinitionError(
                .contradiction, at: "\(pointer)/tables/\(index)/name",
                "The table '\(table.name)' stands here twice; keep one of them.")
        }
    }
}
