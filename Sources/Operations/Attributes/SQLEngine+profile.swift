import BehaviorSQL
import Definitions
import EventStore
import SQL

extension SQLEngine {
    /// The answer to a profile: one statement a segment and attribute, and one more a period.
    func answer(
        _ profile: Profile, _ prepared: PreparedQuestion, _ table: EventTable,
        _ segments: [String: EventTable.KeyList]
    ) async throws -> @Sendable (AnswerContext) -> Answer {
        let timeline = try prepared.timeline(of: profile)
        let sql = ProfileSQL(
            profile, range: prepared.range ?? .always, table: table, zone: prepared.zone,
            source: try profile.source.map { try keys(of: $0, prepared) }, segments: segments)
        var series: [ProfileSeries] = []
        for (index, segment) in profile.scope.segments.enumerated() {
            var users = (set: 0, all: 0)
            var attributes: [AttributeProfile] = []
            for name in prepared.attributeNames(of: profile) {
                let counts = try sql.counts(
                    from: try await rows(
                        sql.counts(of: name, series: index, in: DuckDB()), prepared), of: name)
                users = counts.users
                let type = sql.type(of: name) ?? .text
                let layout = ProfileRows(counts, type: type, limit: profile.limit)
                attributes.append(
                    AttributeProfile(
                        name, type, counts, rows: layout,
                        points: try await points(name, index, sql, layout, timeline, prepared)))
            }
            series.append(
                ProfileSeries(
                    segment: segment, users: users.set, allUsers: users.all,
                    attributes: attributes))
        }
        return { [series] in
            .profile(
                ProfileResult(profile: profile, context: $0, timeline: timeline, series: series))
        }
    }

    private func points(
        _ name: String, _ series: Int, _ sql: ProfileSQL, _ layout: ProfileRows,
        _ timeline: TrendTimeline?, _ prepared: PreparedQuestion
    ) async throws -> [ProfilePoint] {
        guard let timeline, let estimate = prepared.estimate(name), estimate.isOfEvents else {
            return []
        }
        var points: [ProfilePoint] = []
        for point in 0..<timeline.count {
            let text = try sql.point(
                of: estimate, frame: prepared.frame(timeline.span(of: point)), series: series,
                in: DuckDB())
            points.append(try sql.point(from: try await rows(text, prepared), layout))
        }
        return points
    }

    /// The users of the question that is profiled, as a relation of their keys.
    private func keys(
        of source: Profile.Source, _ prepared: PreparedQuestion
    ) throws -> EventTable.KeyList {
        let inner = try prepared.source(source)
        let text = try people(inner, element: source.element, try table(inner))
        return EventTable.KeyList(.fragment(text), column: "user_key")
    }

    private func people(
        _ prepared: PreparedQuestion, element id: String, _ table: EventTable
    ) throws -> SQLText {
        let (range, zone) = (prepared.range, prepared.zone)
        let roles = prepared.dataset.manifest.roles
        switch prepared.question {
        case .flow(let flow):
            let element = try FlowElement(id: id, of: flow)
            return try FlowSQL(
                flow, series: element.series, range: range, table: table, zone: zone, roles: roles
            ).people(of: element, in: DuckDB())
        case .funnel(let funnel):
            return try FunnelSQL(funnel, range: range, table: table, zone: zone)
                .people(of: FunnelElement(id: id, of: funnel), in: DuckDB())
        case .pages(let pages):
            return try PagesSQL(pages, range: range, table: table, zone: zone, roles: roles)
                .people(of: PagesElement(id: id, of: pages), in: DuckDB())
        case .trend(let trend):
            let timelines = try TrendTimelines(trend, range: range, zone: zone)
            return try TrendSQL(trend, timelines, table: table, zone: zone)
                .people(of: TrendElement(id: id, of: trend, timelines), in: DuckDB())
        case .retention(let retention):
            let dataset = prepared.dataset
            let layout = try RetentionLayout(
                retention, range: range, zone: zone,
                dataFrom: dataset.partitions.map(\.firstTime).min(), dataUntil: dataset.dataUntil)
            let element = try RetentionElement(id: id, of: retention)
            guard
                let text = try RetentionSQL(layout, table: table, zone: zone)
                    .people(of: element, in: DuckDB())
            else { throw OperationError.noPeopleInSQL }
            return text
        case .profile, .timeline: throw OperationError.noPeopleInSQL
        }
    }
}

extension OperationError {
    static let noPeopleInSQL = OperationError(
        "The SQL engine does not profile the users of this kind of question yet. Use the native "
            + "engine.")
}

extension ValueCounts {
    /// Users of the set and all users.
    fileprivate var users: (set: Int, all: Int) {
        entries.reduce((noneInSet, noneInAll)) { ($0.0 + $1.set, $0.1 + $1.all) }
    }
}
