package import Definitions
import Metadata

/// Compares registered tables with what the warehouse has today, and says which segments break.
///
///     for finding in try await CheckDrift(context)() where !finding.drift.isSound { … }
///
/// What is found is kept, so that every load of the catalogue shows it until the next check or until the
/// table is registered again. Cost: the columns of each table; no rows but the first of CSV files.
package struct CheckDrift: Sendable {
    package struct Finding: Sendable {
        package let table: CatalogueTable
        package let drift: TableDrift
        package let segments: [BrokenSegment]
    }

    static func setting(_ table: String) -> String { "catalogue/check/\(table)" }

    private let context: CatalogueContext

    package init(_ context: CatalogueContext) {
        self.context = context
    }

    /// Nil: every table. A table that cannot be reached is a finding, not an error.
    package func callAsFunction(_ name: String? = nil) async throws -> [Finding] {
        let loaded = try await LoadCatalogue(context)()
        var findings: [Finding] = []
        for entry in try name.map({ [try loaded.entry($0)] }) ?? loaded.entries {
            let drift = try await drift(of: entry)
            findings.append(
                Finding(
                    table: entry.table, drift: drift,
                    segments: drift.isSound
                        ? []
                        : try await FindDependents(context).segments(
                            brokenBy: drift, of: entry.table)))
        }
        return findings
    }

    /// Takes the columns as they are now for right: fields get their new types, new columns become fields.
    /// Fields whose column is gone stay, marked.
    package func accept(_ name: String) async throws -> CatalogueTable {
        let entry = try await LoadCatalogue(context)().entry(name)
        guard case .warehouse(let connection, let path) = entry.table.source else {
            throw OperationError.schemaOfHome(name)
        }
        let session = try await CatalogueSession(
            context, connection: try await context.connection(connection))
        let columns = try await session.closing { try await session.columns(of: path) }
        let drift = try await drift(of: entry)
        var table = entry.table
        for problem in drift.problems {
            guard case .retyped = problem.change,
                let index = table.fields.firstIndex(where: { $0.name == problem.field }),
                let column = columns.first(where: { $0.name == problem.column })
            else { continue }
            table.fields[index].accept(column)
        }
        for column in columns where drift.newColumns.contains(column.name) {
            let isTaken = table.field(column.name) != nil
            table.fields.append(
                CatalogueField(
                    name: isTaken ? "\(column.name)_2" : column.name, column: column.name,
                    type: column.type))
        }
        try table.check()
        try await context.metadata.save(table, expecting: entry.revision, at: context.now)
        let gone = TableDrift(
            problems: drift.problems.filter { $0.change == .gone }, checkedAt: context.now)
        try await RegisteredColumns(columns).save(name, in: context.metadata)
        try await context.metadata.set(Self.setting(name), to: gone.json)
        try await context.audit("accept", "table/\(name)")
        return table
    }

    private func drift(of entry: LoadedCatalogue.Entry) async throws -> TableDrift {
        guard case .warehouse(let name, let path) = entry.table.source else {
            var drift = entry.drift
            drift.checkedAt = context.now
            return drift
        }
        var drift: TableDrift
        do {
            let session = try await CatalogueSession(
                context, connection: try await context.connection(name))
            let columns = try await session.closing { try await session.columns(of: path) }
            let registered = try await RegisteredColumns(
                of: entry.table.name, in: context.metadata)
            drift = TableDrift(of: entry.table, registered: registered, now: columns)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            drift = TableDrift(unreachable: "\(error)")
        }
        drift.checkedAt = context.now
        try await context.metadata.set(Self.setting(entry.table.name), to: drift.json)
        return drift
    }
}

extension CatalogueField {
    /// Takes the type of a column that has changed.
    fileprivate mutating func accept(_ column: StoredColumn) {
        type = column.type
        if type != .time { timeFormat = nil }
        operators = operators?.filter { $0.fits(column.type) }
        if operators?.isEmpty == true { operators = nil }
    }
}

extension TableDrift {
    /// Compares a table's columns with those of today. Without the columns of its registration a column
    /// has changed where its values can no more be read in the type of its field.
    init(of table: CatalogueTable, registered: RegisteredColumns?, now columns: [StoredColumn]) {
        self.init()
        let today = Dictionary(
            columns.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        for name in table.columns {
            let field = table.field(ofColumn: name)
            guard let column = today[name] else {
                problems.append(
                    .init(
                        column: name, field: field?.name, uses: table.uses(ofColumn: name),
                        change: .gone))
                continue
            }
            guard let old = column.oldType(registered, field) else { continue }
            problems.append(
                .init(
                    column: name, field: field?.name, uses: table.uses(ofColumn: name),
                    change: .retyped(from: old, to: column.typeName)))
        }
        // A column that the registration left out is not new.
        let known = Set(table.columns).union(registered?.types.keys ?? [:].keys)
        newColumns = columns.map(\.name).filter { !known.contains($0) }
    }
}

extension StoredColumn {
    /// What the column was, where that is of another kind than what it is now.
    fileprivate func oldType(
        _ registered: RegisteredColumns?, _ field: CatalogueField?
    ) -> String? {
        if let old = registered?.types[name] {
            return StoredKind(duckDBType: old) == kind ? nil : old
        }
        guard let field, !kind.reads(as: field.type) else { return nil }
        return field.type.rawValue
    }
}

extension StoredKind {
    /// Whether every value of the kind can be read in the type, as far as the kind tells.
    fileprivate func reads(as type: DatasetSchema.PropertyType) -> Bool {
        switch (self, type) {
        case (_, .text), (.integer, .integer), (.integer, .number), (.number, .number),
            (.boolean, .boolean), (_, .time):
            true
        default: false
        }
    }
}

extension CatalogueTable {
    /// `user key`, `key account`, `time`: what a column is for beside its field.
    func uses(ofColumn column: String) -> [String] {
        var uses = userKey == column ? ["user key"] : []
        uses += keys.filter { $0.value == column }.map { "key \($0.key)" }.sorted()
        uses += Role.allCases.filter { roles[$0] == column }.map(\.rawValue)
        return uses
    }
}
