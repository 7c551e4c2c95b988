import BehaviorSQL
import Definitions
import EventStore
import SQL
import Warehouses

/// Answers a funnel with compiled SQL over the files that its dataset was imported from.
struct SQLFunnel {
    let prepared: PreparedFunnel
    let warehouse: any Warehouse

    func series() async throws -> [FunnelSeries] {
        let sql = try compiled()
        return try sql.series(from: try await rows(sql.tally(in: DuckDB())))
    }

    private func compiled() throws -> FunnelSQL {
        let manifest = prepared.dataset.manifest
        let relation = try SourceRelation(manifest)
        let properties = relation.properties.map { property in
            EventTable.Property(
                property.name, property.type, column: relation.column(of: property.name))
        }
        let table = EventTable(
            source: .fragment(relation.query.sqlText), user: SourceRelation.user,
            time: .milliseconds(SourceRelation.time), event: SourceRelation.event,
            sequence: relation.hasSequence ? SourceRelation.sequence : nil,
            properties: properties, sessionGapMilliseconds: manifest.sessionGapMilliseconds)
        return try FunnelSQL(
            prepared.funnel, range: prepared.range, table: table, zone: prepared.zone)
    }

    private func rows(_ text: SQLText) async throws -> [[SQLValue]] {
        let session = try await warehouse.session(
            SessionOptions(timeZone: prepared.dataset.manifest.timezone))
        let stream = try await session.rows(
            Statement(text.text, text.parameters.map(\.parameter)))
        var rows: [[SQLValue]] = []
        while let batch = try await stream.next() {
            for row in 0..<batch.rowCount { rows.append(batch.columns.map { $0.value(row) }) }
        }
        await session.close()
        return rows
    }
}
