import BehaviorSQL
import Definitions
import EventStore
import SQL
import Warehouses

/// Answers questions with compiled SQL over the files that their dataset was imported from.
struct SQLEngine {
    let warehouse: any Warehouse

    /// The answer, once it is known what it rests on.
    func answer(_ prepared: PreparedQuestion) async throws -> (AnswerContext) -> Answer {
        let table = try table(prepared)
        switch prepared.question {
        case .funnel(let funnel):
            let sql = try FunnelSQL(
                funnel, range: prepared.range, table: table, zone: prepared.zone)
            let series = try sql.series(
                from: try await rows(sql.tally(in: DuckDB()), prepared))
            return { .funnel(FunnelResult(funnel: funnel, context: $0, series: series)) }
        case .retention(let retention):
            let series = try await self.series(of: retention, prepared, table)
            return {
                .retention(RetentionResult(retention: retention, context: $0, series: series))
            }
        }
    }

    private func series(
        of retention: Retention, _ prepared: PreparedQuestion, _ table: EventTable
    ) async throws -> [RetentionSeries] {
        guard retention.measure == nil else {
            throw OperationError(
                "The SQL engine does not work out the measure of a retention question yet. Use the "
                    + "native engine, or leave 'measure' out.")
        }
        let dataset = prepared.dataset
        let layout = try RetentionLayout(
            retention, range: prepared.range, zone: prepared.zone,
            dataFrom: dataset.partitions.map(\.firstTime).min(), dataUntil: dataset.dataUntil)
        let sql = RetentionSQL(layout, table: table, zone: prepared.zone)
        var series: [RetentionSeries] = []
        for index in retention.scope.segments.indices {
            var found: [[SQLValue]] = []
            if let text = try sql.tally(series: index, in: DuckDB()) {
                found = try await rows(text, prepared)
            }
            series.append(try sql.series(index, from: found))
        }
        return series
    }

    private func table(_ prepared: PreparedQuestion) throws -> EventTable {
        let manifest = prepared.dataset.manifest
        let relation = try SourceRelation(manifest)
        let properties = relation.properties.map { property in
            EventTable.Property(
                property.name, property.type, column: relation.column(of: property.name))
        }
        return EventTable(
            source: .fragment(relation.query.sqlText), user: SourceRelation.user,
            time: .milliseconds(SourceRelation.time), event: SourceRelation.event,
            sequence: relation.hasSequence ? SourceRelation.sequence : nil,
            properties: properties, sessionGapMilliseconds: manifest.sessionGapMilliseconds)
    }

    private func rows(
        _ text: SQLText, _ prepared: PreparedQuestion
    ) async throws -> [[SQLValue]] {
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
