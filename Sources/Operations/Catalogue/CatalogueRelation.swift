package import Definitions
package import SQL

/// A table of the catalogue as one SQL relation, whatever holds its rows.
///
///     let relation = try await session.relation(of: table)
///     Query(select: […], from: relation.relation(as: "rows"))
///
/// Its columns, all with names of this program's own (a-z, 0-9, `_`):
/// `cxm_user`, `k0`, `k1`… keys as texts (whole numbers without a fraction, NULL where empty),
/// `cxm_time` milliseconds since 1970 UTC, `f0`, `f1`… fields in their types (times as milliseconds),
/// and for each of these its column as it is kept: `s_…`. Nothing is read that is not asked for.
package struct CatalogueRelation: Hashable, Sendable {
    /// A column of the relation.
    package struct Column: Hashable, Sendable {
        /// The value in the type in which it compares.
        package let name: String
        package let type: DatasetSchema.PropertyType
        /// The column as it is kept, for a join or a filter that the warehouse can do faster.
        package let stored: String
        package let storedKind: StoredKind
    }

    /// A SELECT; its places are in the order of its values.
    package let query: SQLFragment
    /// The key by which rows are about users; nil where they are about something else.
    package let user: Column?
    /// Other keys by their names in the catalogue.
    package let keys: [String: Column]
    /// The table's time; nil where it has none.
    package let time: Column?
    /// By the name of the field.
    package let fields: [String: Column]
    /// `sequence`, `event`, `page`, `element`, `category`
    package let roles: [CatalogueTable.Role: Column]
    /// Columns that the table names and the warehouse does not have (any more).
    package let missing: [String]

    package func relation(as name: String) -> Relation {
        .fragment(query.sqlText, as: name)
    }

    /// The column of a field; throws where the catalogue or the warehouse does not have it.
    package func column(of field: String, at pointer: String = "") throws -> Column {
        guard let column = fields[field] else {
            throw DefinitionError.unknownName(
                field, kind: "field", at: pointer, known: fields.keys.sorted())
        }
        return column
    }
}

/// Puts a relation together, column by column.
struct CatalogueRelationBuilder {
    let table: CatalogueTable
    /// The columns that there are.
    let columns: [StoredColumn]
    /// What gives them: `"main"."payments"`.
    let source: SQLFragment
    /// Whether every column arrives as a text.
    let readsTexts: Bool
    /// Where times without an offset are read.
    let zone: Zone

    private var selected: [SQLFragment] = []
    private var missing: [String] = []

    init(
        table: CatalogueTable, columns: [StoredColumn], source: SQLFragment, readsTexts: Bool,
        zone: Zone
    ) {
        self.table = table
        self.columns = columns
        self.source = source
        self.readsTexts = readsTexts
        self.zone = zone
    }

    /// Throws where the user key is gone: without it rows are about nobody.
    mutating func build() throws -> CatalogueRelation {
        let user = table.userKey.flatMap { key($0, as: "cxm_user") }
        if let name = table.userKey, user == nil {
            throw OperationError.missingUserKey(name, table: table.name)
        }
        var keys: [String: CatalogueRelation.Column] = [:]
        for (index, (name, column)) in table.keys.sorted(by: { $0.key < $1.key }).enumerated() {
            keys[name] = key(column, as: "k\(index)")
        }
        var roles: [CatalogueTable.Role: CatalogueRelation.Column] = [:]
        for role in CatalogueTable.Role.allCases {
            guard let column = table.roles[role] else { continue }
            roles[role] = value(of: role.field(of: column, in: table), as: "cxm_\(role.rawValue)")
        }
        var fields: [String: CatalogueRelation.Column] = [:]
        for (index, field) in table.fields.enumerated() {
            fields[field.name] = value(of: field, as: "f\(index)")
        }
        let time = roles.removeValue(forKey: .time)
        let list: SQLFragment = selected.isEmpty ? "*" : .joined(selected, by: ", ")
        return CatalogueRelation(
            query: "SELECT \(list) FROM \(source)", user: user, keys: keys, time: time,
            fields: fields, roles: roles, missing: missing)
    }

    private mutating func key(
        _ name: String, as output: String
    ) -> CatalogueRelation.Column? {
        guard let column = stored(name) else { return nil }
        let type = table.field(ofColumn: name)?.type ?? column.type
        let isWhole = kind(column) == .number || (kind(column) == .text && type == .number)
        let text: SQLFragment = "CAST(\(name: name) AS VARCHAR)"
        let key: SQLFragment = isWhole ? "regexp_replace(\(text), '[.]0+$', '')" : text
        return add("nullif(\(key), '')", of: column, .text, as: output)
    }

    private mutating func value(
        of field: CatalogueField, as output: String
    ) -> CatalogueRelation.Column? {
        guard let column = stored(field.column) else { return nil }
        let time = TimeExpression(zone: zone, format: field.timeFormat)
        let value = PropertyExpression(time: time)
            .readValue("\(name: column.name)", kind(column), column.typeName, as: field.type)
        return add(value, of: column, field.type, as: output)
    }

    private mutating func add(
        _ value: SQLFragment, of column: StoredColumn, _ type: DatasetSchema.PropertyType,
        as output: String
    ) -> CatalogueRelation.Column {
        selected.append("\(value) AS \(name: output)")
        selected.append("\(name: column.name) AS \(name: "s_" + output)")
        return CatalogueRelation.Column(
            name: output, type: type, stored: "s_" + output, storedKind: kind(column))
    }

    private mutating func stored(_ name: String) -> StoredColumn? {
        if let column = columns.first(where: { $0.name == name }) { return column }
        if !missing.contains(name) { missing.append(name) }
        return nil
    }

    private func kind(_ column: StoredColumn) -> StoredKind { readsTexts ? .text : column.kind }
}

extension CatalogueTable.Role {
    /// How the column is read in this role: as its field says, where that fits the role.
    fileprivate func field(of column: String, in table: CatalogueTable) -> CatalogueField {
        let field = table.field(ofColumn: column)
        if let field, field.type == type { return field }
        return CatalogueField(
            name: column, type: type, timeFormat: type == .time ? field?.timeFormat : nil)
    }

    /// The type that the role asks for.
    package var type: DatasetSchema.PropertyType {
        switch self {
        case .time: .time
        case .sequence: .integer
        case .event, .page, .element, .category: .text
        }
    }
}

extension PropertyExpression {
    /// As `value`, with a plain cast where no value can be lost: a warehouse reads statistics of files
    /// through one, and through nothing more.
    fileprivate func readValue(
        _ column: SQLFragment, _ kind: StoredKind, _ typeName: String,
        as type: DatasetSchema.PropertyType
    ) -> SQLFragment {
        let small: Set = [
            "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER",
        ]
        switch (kind, type) {
        case (.integer, .integer) where small.contains(typeName):
            return "CAST(\(column) AS BIGINT)"
        case (.integer, .number): return "CAST(\(column) AS DOUBLE)"
        case (.number, .number) where typeName.hasPrefix("DECIMAL"):
            return "CAST(\(column) AS DOUBLE)"
        default: return value(column, kind, as: type)
        }
    }
}
