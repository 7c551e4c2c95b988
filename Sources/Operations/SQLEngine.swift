import BehaviorSQL
import Definitions
import EventStore
import SQL
import Warehouses

/// Answers questions with compiled SQL over the files that their dataset was imported from.
struct SQLEngine {
    let warehouse: any Warehouse

    /// The answer, once it is known what it rests on.
    func answer(_ prepared: PreparedQuestion) async throws -> @Sendable (AnswerContext) -> Answer {
        let table = try table(prepared)
        let files = try SegmentFiles(prepared.segments, home: prepared.home)
        defer { withExtendedLifetime(files) {} }
        let segments = files.keys
        switch prepared.question {
        case .flow(let flow):
            var series: [FlowSeries] = []
            for index in flow.scope.segments.indices {
                let sql = try FlowSQL(
                    flow, series: index, range: prepared.range, table: table, zone: prepared.zone,
                    roles: prepared.dataset.manifest.roles, segments: segments)
                series.append(
                    try sql.result(
                        nodes: try await rows(sql.nodes(in: DuckDB()), prepared),
                        links: try await rows(sql.links(in: DuckDB()), prepared)))
            }
            return { [series] in .flow(FlowResult(flow: flow, context: $0, series: series)) }
        case .funnel(let funnel):
            let sql = try FunnelSQL(
                funnel, range: prepared.range, table: table, zone: prepared.zone,
                segments: segments)
            let series = try sql.series(
                from: try await rows(sql.tally(in: DuckDB()), prepared))
            return { .funnel(FunnelResult(funnel: funnel, context: $0, series: series)) }
        case .timeline(let timeline):
            let attributes = try prepared.attributes(of: prepared.user(timeline.user))
            let sql = TimelineSQL(
                timeline, range: prepared.range, table: table, zone: prepared.zone)
            let events = try sql.events(
                from: try await rows(sql.events(in: DuckDB()), prepared))
            return {
                .timeline(
                    TimelineResult(timeline, context: $0, attributes: attributes, all: events))
            }
        case .trend(let trend):
            let timelines = try TrendTimelines(trend, range: prepared.range, zone: prepared.zone)
            let sql = try TrendSQL(
                trend, timelines, table: table, zone: prepared.zone, segments: segments)
            let series = try sql.series(
                from: try await rows(sql.tally(in: DuckDB()), prepared))
            return {
                .trend(
                    TrendResult(trend: trend, context: $0, timelines: timelines, series: series))
            }
        case .pages(let pages):
            let timeline = try pages.timeline(range: prepared.range, zone: prepared.zone)
            let series = try await self.series(
                of: pages, prepared, table, timeline, segments)
            let subjects = pages.detailSubjects(roles: prepared.dataset.manifest.roles)
            return {
                .pages(
                    PagesResult(
                        pages: pages, context: $0, series: series, timeline: timeline,
                        subjects: subjects))
            }
        case .profile(let profile):
            return try await answer(profile, prepared, table, segments)
        case .retention(let retention):
            let series = try await self.series(
                of: retention, prepared, table, segments)
            return {
                .retention(RetentionResult(retention: retention, context: $0, series: series))
            }
        }
    }

    private func series(
        of pages: Pages, _ prepared: PreparedQuestion, _ table: EventTable,
        _ timeline: TrendTimeline?, _ segments: [String: EventTable.KeyList]
    ) async throws -> [PageSeries] {
        let sql = try PagesSQL(
            pages, range: prepared.range, table: table, zone: prepared.zone,
            roles: prepared.dataset.manifest.roles, segments: segments, timeline: timeline)
        var found: [PageSeries] = []
        for index in pages.scope.segments.indices {
            let text = try sql.tally(series: index, in: DuckDB())
            var series = try sql.series(index, from: try await rows(text, prepared))
            if pages.detail != nil {
                let tally = try await rows(sql.detailTally(series: index, in: DuckDB()), prepared)
                var parts: [PageDetail.Part] = []
                for list in sql.detailLists {
                    let text = try sql.detail(list, series: index, in: DuckDB())
                    parts.append(try sql.part(list, from: try await rows(text, prepared)))
                }
                series.detail = PageDetail(tally: try sql.detailTally(from: tally), parts: parts)
            }
            found.append(series)
        }
        return found
    }

    private func series(
        of retention: Retention, _ prepared: PreparedQuestion, _ table: EventTable,
        _ segments: [String: EventTable.KeyList]
    ) async throws -> [RetentionSeries] {
        let dataset = prepared.dataset
        let layout = try RetentionLayout(
            retention, range: prepared.range, zone: prepared.zone,
            dataFrom: dataset.partitions.map(\.firstTime).min(), dataUntil: dataset.dataUntil)
        let sql = RetentionSQL(
            layout, table: table, zone: prepared.zone, segments: segments)
        var series: [RetentionSeries] = []
        for index in retention.scope.segments.indices {
            var found: [[SQLValue]] = []
            if let text = try sql.tally(series: index, in: DuckDB()) {
                found = try await rows(text, prepared)
            }
            series += try sql.series(index, from: found)
        }
        return series
    }

    /// The dataset's events, with the question's estimates among its users' attributes.
    func table(_ prepared: PreparedQuestion) throws -> EventTable {
        let estimates = try prepared.question.scope.estimates.map {
            (estimate: $0, frame: try prepared.frame(of: $0))
        }
        let table = try EstimateSQL(table: storedTable(prepared), zone: prepared.zone)
            .table(adding: estimates, in: DuckDB())
        // A profile compares whom its filters choose with everyone.
        if case .profile = prepared.question { return table }
        return try table.restricted(
            to: prepared.question.scope.userFilters, zone: prepared.zone)
    }

    private func storedTable(_ prepared: PreparedQuestion) throws -> EventTable {
        let manifest = prepared.dataset.manifest
        let relation = try SourceRelation(manifest)
        let properties = relation.properties.map { property in
            EventTable.Property(
                property.name, property.type, column: relation.column(of: property.name))
        }
        let names = prepared.attributeNames
        return EventTable(
            source: .fragment(relation.query.sqlText), user: SourceRelation.user,
            time: .milliseconds(SourceRelation.time), event: SourceRelation.event,
            sequence: relation.hasSequence ? SourceRelation.sequence : nil,
            properties: properties,
            users: names.isEmpty
                ? nil : try AttributeRelation(names, of: prepared.attributes).users,
            sessionGapMilliseconds: manifest.sessionGapMilliseconds)
    }

    func rows(
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
