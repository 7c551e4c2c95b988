package import Definitions
import Metadata

/// Makes a table of a warehouse one that segments can be made of.
///
///     try await RegisterTable(context)(
///         TableRegistration(
///             name: "payments", connection: "lake", path: ["main", "payments"],
///             userKey: "member_id", roles: [.time: "paid_at"]))
///
/// Columns become fields by themselves, with the types that the warehouse gives them; what was saved of
/// the table before (labels, personal data, hidden) stays with fields of the same column.
package struct RegisterTable: Sendable {
    private let context: CatalogueContext

    package init(_ context: CatalogueContext) {
        self.context = context
    }

    /// The table as it was saved, and its revision. `expecting`: the revision that the change was made
    /// from (0: a new table); where another was saved meanwhile, the error is a conflict.
    package func callAsFunction(
        _ wish: TableRegistration, expecting revision: Int? = nil
    ) async throws -> (table: CatalogueTable, revision: Int) {
        try CatalogueNames.check(wish.name, kind: "table")
        let saved = try await context.metadata.tables()
        let own = try HomeTables(home: context.home)(taken: [])
        guard !own.contains(where: { $0.name == wish.name }) else {
            throw OperationError.nameOfHome(wish.name)
        }
        let session = try await CatalogueSession(
            context, connection: try await context.connection(wish.connection))
        let columns = try await session.closing { try await session.columns(of: wish.path) }
        let before = saved.first { $0.table.name == wish.name }
        let table = try wish.table(columns: columns, before: before?.table)
        try table.check()
        let next = try await context.metadata.save(table, expecting: revision, at: context.now)
        try await RegisteredColumns(columns).save(table.name, in: context.metadata)
        // What was wrong with the old registration says nothing of the new one.
        try await context.metadata.set(CheckDrift.setting(table.name), to: nil)
        try await context.audit("register", "table/\(table.name)", .revision(next))
        return (table, next)
    }
}

/// What to register, in the words of whoever does it.
package struct TableRegistration: Hashable, Sendable {
    package var name: String
    package var connection: String
    package var path: [String]
    package var labels: LocalizedText
    package var userKey: String?
    package var keys: [String: String]
    package var roles: [CatalogueTable.Role: String]
    /// Columns that become fields; nil: all.
    package var columns: [String]?
    /// Types other than the columns' own, by column.
    package var types: [String: DatasetSchema.PropertyType]
    /// How times are written, by column; such a column is a time.
    package var timeFormats: [String: String]

    package init(
        name: String, connection: String, path: [String], labels: LocalizedText = .init(),
        userKey: String?, keys: [String: String] = [:],
        roles: [CatalogueTable.Role: String] = [:], columns: [String]? = nil,
        types: [String: DatasetSchema.PropertyType] = [:], timeFormats: [String: String] = [:]
    ) {
        self.name = name
        self.connection = connection
        self.path = path
        self.labels = labels
        self.userKey = userKey
        self.keys = keys
        self.roles = roles
        self.columns = columns
        self.types = types
        self.timeFormats = timeFormats
    }

    /// Throws where a column is named that there is not, with the nearest one.
    func table(columns stored: [StoredColumn], before: CatalogueTable?) throws -> CatalogueTable {
        let known = stored.map(\.name)
        func check(_ name: String, _ use: String) throws {
            guard known.contains(name) else {
                throw OperationError.unknownColumn(name, for: use, known: known)
            }
        }
        if let userKey { try check(userKey, "user key") }
        for (name, column) in keys.sorted(by: { $0.key < $1.key }) {
            try CatalogueNames.check(name, kind: "key")
            try check(column, "key '\(name)'")
        }
        for (role, column) in roles.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            try check(column, role.rawValue)
        }
        for column in columns ?? [] { try check(column, "column of a field") }
        for column in types.keys.sorted() { try check(column, "column of --types") }
        for column in timeFormats.keys.sorted() { try check(column, "column of a time format") }
        guard userKey != nil || !keys.isEmpty else { throw OperationError.noKey(name) }
        var table = CatalogueTable(
            name: name, source: .warehouse(connection: connection, path: path),
            labels: (before?.labels ?? .init()).merging(labels),
            descriptions: before?.descriptions ?? .init(), userKey: userKey, keys: keys,
            roles: roles)
        for column in stored where columns?.contains(column.name) ?? true {
            table.fields.append(field(column, before: before?.field(ofColumn: column.name)))
        }
        return table
    }

    private func field(_ column: StoredColumn, before: CatalogueField?) -> CatalogueField {
        var field = before ?? CatalogueField(name: column.name, type: column.type)
        let format = timeFormats[column.name]
        let isTime = format != nil || roles[.time] == column.name
        field.type = types[column.name] ?? (isTime ? .time : column.type)
        field.timeFormat = field.type == .time ? format ?? before?.timeFormat : nil
        field.operators = field.operators?.filter { $0.fits(field.type) }
        if field.operators?.isEmpty == true { field.operators = nil }
        return field
    }
}
