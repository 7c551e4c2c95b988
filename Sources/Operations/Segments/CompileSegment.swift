package import Definitions
package import SQL
import SegmentSQL
import Warehouses

/// A segment of containers as one statement of the warehouse that has its tables: for reading and for
/// `EXPLAIN`.
///
///     let compiled = try await CompileSegment(context)(definition, on: date, in: catalogue)
///
/// Throws where the tables lie behind several connections: such a segment is run, not compiled.
package struct CompileSegment: Sendable {
    package struct Compiled: Sendable, Hashable {
        package let sql: SQLText
        /// The connection that answers it; nil: what reads the home's own files.
        package let connection: String?
    }

    private let context: CatalogueContext

    package init(_ context: CatalogueContext) {
        self.context = context
    }

    /// `date`: the data date with which rolling ranges end. Cost: opens the warehouse; reads no rows.
    package func callAsFunction(
        _ definition: SegmentDefinition, on date: CivilDate, in catalogue: Catalogue
    ) async throws -> Compiled {
        try definition.validate(against: catalogue)
        let tables = try Self.tables(of: definition, in: catalogue)
        let connection = try Self.connection(of: tables)
        var known: [String: SegmentTable] = [:]
        for table in tables {
            let session = try await CatalogueSession(context, for: table)
            let relation: CatalogueRelation
            do {
                relation = try await session.relation(of: table)
            } catch {
                await session.close()
                throw error
            }
            await session.close()
            known[table.name] = SegmentTable(relation, of: table)
        }
        let sql = try SegmentSQL(
            definition, on: date, catalogue: catalogue, tables: SegmentTables(known),
            zone: context.home.zone)
        return Compiled(sql: try sql.text(in: DuckDB()), connection: connection)
    }

    /// The warehouse's account of how it would run the statement.
    package func explain(_ compiled: Compiled, in catalogue: Catalogue) async throws -> String {
        let session = try await session(of: compiled, in: catalogue)
        let result: Result<String, any Error>
        do {
            result = .success(try await Self.explain(compiled, in: session.session))
        } catch {
            result = .failure(error)
        }
        await session.close()
        return try result.get()
    }

    /// A session of what answers the statement.
    func session(
        of compiled: Compiled, in catalogue: Catalogue
    ) async throws -> CatalogueSession {
        let table = catalogue.tables.first { table in
            switch (compiled.connection, table.source) {
            case (let name?, .warehouse(let connection, _)): name == connection
            case (nil, .events), (nil, .attributes): true
            default: false
            }
        }
        guard let table else { throw OperationError("No table of the segment is there any more.") }
        return try await CatalogueSession(context, for: table)
    }

    private static func explain(
        _ compiled: Compiled, in session: any WarehouseSession
    ) async throws -> String {
        guard let checking = session as? any StatementCheck else {
            throw OperationError("The warehouse does not tell how it would run a statement.")
        }
        return try await checking.explain(
            Statement(compiled.sql.text, compiled.sql.parameters.map(\.parameter)))
    }

    /// Every table that the statement reads.
    private static func tables(
        of definition: SegmentDefinition, in catalogue: Catalogue
    ) throws -> [CatalogueTable] {
        var names: [String] = []
        var tables: [CatalogueTable] = []
        func add(_ table: CatalogueTable) {
            guard !names.contains(table.name) else { return }
            names.append(table.name)
            tables.append(table)
        }
        for container in try definition.resolved(in: catalogue) {
            for group in container.groups {
                add(group.table)
                if group.group.acceptsNoRows, group.key == nil, let name = catalogue.population,
                    let population = catalogue.table(name)
                {
                    add(population)
                }
            }
            for join in container.joins { add(join.mapping) }
        }
        return tables
    }

    private static func connection(of tables: [CatalogueTable]) throws -> String? {
        let connections = Set(
            tables.map { table in
                if case .warehouse(let connection, _) = table.source { connection } else { "" }
            })
        guard connections.count <= 1 else {
            let places = connections.sorted().map { $0.isEmpty ? "the home" : $0 }
            throw OperationError(
                "The segment's tables lie in \(places.joined(separator: " and ")), so no one "
                    + "statement reads them; run the segment instead.")
        }
        return connections.first.flatMap { $0.isEmpty ? nil : $0 }
    }
}

extension SegmentTable {
    /// A table as the catalogue's relation gives it: keys as texts, times as milliseconds.
    init(_ relation: CatalogueRelation, of table: CatalogueTable) {
        var names = SegmentTable.Names(time: relation.time?.name)
        for (field, column) in relation.fields { names.fields[field] = column.name }
        for (key, column) in relation.keys {
            if let kept = table.keys[key] { names.keys[kept] = column.name }
        }
        if let user = relation.user, let kept = table.userKey { names.keys[kept] = user.name }
        self.init(.fragment(relation.query.sqlText), names: names)
    }
}
