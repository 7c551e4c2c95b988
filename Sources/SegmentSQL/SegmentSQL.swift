package import Definitions
package import SQL

/// A whole segment of containers as one statement, for reading, `EXPLAIN`, and warehouses that do the
/// work themselves.
///
///     let sql = try SegmentSQL(
///         definition, on: date, catalogue: catalogue, tables: tables, zone: zone)
///     let text = try sql.text(in: DuckDB())      // one column of distinct users
///
/// Cost: none before it runs; each group's table is read once.
package struct SegmentSQL: Sendable {
    /// One column `segment_key` of users' ids as texts, each once, in no order.
    package let query: Query

    private static let passes: [Pass] = [.readGroups, .mapKeys, .joinContainers, .uniteContainers]

    /// `date`: the data date with which rolling ranges end.
    package init(
        _ definition: SegmentDefinition, on date: CivilDate, catalogue: Catalogue,
        tables: SegmentTables, zone: Zone
    ) throws(SegmentSQLError) {
        guard case .containers = definition else { throw .notContainers() }
        var containers: [ResolvedContainer] = []
        var ranges: [GroupPlace: ResolvedRange] = [:]
        do throws(DefinitionError) {
            containers = try definition.resolved(in: catalogue)
            for container in containers {
                ranges.merge(try container.ranges(on: date, in: zone)) { first, _ in first }
            }
        } catch {
            throw .definition(error)
        }
        var draft = Draft(
            containers, ranges: ranges, catalogue: catalogue, tables: tables, zone: zone)
        for pass in Self.passes { try draft.run(pass) }
        query = draft.statement
    }

    package func text(in dialect: any Dialect) throws(SegmentSQLError) -> SQLText {
        do throws(SQLError) {
            return try dialect.text(of: query)
        } catch {
            throw .dialect(error)
        }
    }
}
