import Attributes
package import Definitions
import EventStore

extension CatalogueSession {
    /// A table's rows; the session must be the one for this table.
    ///
    /// Throws where the table or its user key is gone; for a table of the home also where the files that
    /// it came from have changed since.
    package func relation(of table: CatalogueTable) async throws -> CatalogueRelation {
        switch table.source {
        case .events(let name): return try events(name, table)
        case .attributes(let name): return try attributes(name, table)
        case .warehouse(_, let path):
            var builder = CatalogueRelationBuilder(
                table: table, columns: try await columns(of: path), source: try source(of: path),
                readsTexts: try readsTexts(path), zone: home.zone)
            return try builder.build()
        }
    }

    private func events(_ name: String, _ table: CatalogueTable) throws -> CatalogueRelation {
        let relation = try SourceRelation(try home.open(name).manifest)
        var columns: [HomeColumn] = [
            HomeColumn(HomeTables.userColumn, SourceRelation.user, .text),
            HomeColumn(HomeTables.timeColumn, SourceRelation.time, .integer),
            HomeColumn(HomeTables.eventColumn, SourceRelation.event, .text),
        ]
        if relation.hasSequence {
            columns.append(
                HomeColumn(HomeTables.sequenceColumn, SourceRelation.sequence, .integer))
        }
        for property in relation.properties {
            guard let column = relation.column(of: property.name) else { continue }
            columns.append(HomeColumn(property.name, column, property.type.homeKind))
        }
        return HomeRelation(query: relation.query, columns: columns).relation(of: table)
    }

    private func attributes(_ name: String, _ table: CatalogueTable) throws -> CatalogueRelation {
        let stored = try AttributeTable(home: home.path, name: name)
        let relation = try TableRelation(stored.manifest)
        var columns = [HomeColumn(HomeTables.userColumn, TableRelation.user, .text)]
        for (index, attribute) in stored.attributes.enumerated() {
            columns.append(HomeColumn(attribute.name, "p\(index)", attribute.type.homeKind))
        }
        return HomeRelation(query: relation.query, columns: columns).relation(of: table)
    }
}

/// A column of the relation by which an import read the files: its name in the catalogue, and here.
private struct HomeColumn {
    let name: String
    let column: String
    let kind: StoredKind

    init(_ name: String, _ column: String, _ kind: StoredKind) {
        self.name = name
        self.column = column
        self.kind = kind
    }
}

/// A relation whose columns have their types already: the import's own.
private struct HomeRelation {
    let query: SQLFragment
    let columns: [HomeColumn]

    func relation(of table: CatalogueTable) -> CatalogueRelation {
        var fields: [String: CatalogueRelation.Column] = [:]
        var missing: [String] = []
        for field in table.fields {
            fields[field.name] = column(field.column, field.type)
            if fields[field.name] == nil { missing.append(field.column) }
        }
        var roles: [CatalogueTable.Role: CatalogueRelation.Column] = [:]
        for (role, name) in table.roles { roles[role] = column(name, role.type) }
        return CatalogueRelation(
            query: query, user: column(HomeTables.userColumn, .text), keys: [:],
            time: roles.removeValue(forKey: .time), fields: fields, roles: roles,
            missing: missing)
    }

    private func column(
        _ name: String, _ type: DatasetSchema.PropertyType
    ) -> CatalogueRelation.Column? {
        columns.first { $0.name == name }.map {
            .init(name: $0.column, type: type, stored: $0.column, storedKind: $0.kind)
        }
    }
}

extension DatasetSchema.PropertyType {
    /// How the relation of an import gives values of the type.
    fileprivate var homeKind: StoredKind {
        switch self {
        case .text: .text
        case .integer, .time: .integer
        case .number: .number
        case .boolean: .boolean
        }
    }
}
