import BehaviorSQL
import Definitions
import SQL
import TestSupport
import Testing

@Suite(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
struct ProfileSQLTests {
    @Test func `random profiles get the reference's answer from SQL`() async throws {
        let duckDB = try await DuckDBEngine()
        for seed in UInt64(1)...50 {
            let trial = try ProfileTrial(seed: seed)
            let expected = ProfileReference.answer(
                trial.profile, over: trial.journeys, range: trial.range,
                timeline: trial.timeline, source: trial.source)
            let series = try await duckDB.series(trial)
            let differences = ProfileAnswer(series: series, users: expected.users)
                .differences(from: expected)
            #expect(
                differences.isEmpty, "\(trial)\n\(differences.prefix(6).joined(separator: "\n"))")
        }
    }
}

extension DuckDBEngine {
    fileprivate func series(_ trial: ProfileTrial) async throws -> [ProfileSeries] {
        let journeys = trial.journeys
        try await load(journeys)
        func frame(_ range: ResolvedRange) -> EstimateFrame {
            EstimateFrame(
                range, dataFrom: journeys.events.map(\.time).min(),
                dataUntil: journeys.events.map(\.time).max(), zone: journeys.zone)
        }
        let table = try EstimateSQL(table: journeys.eventTable, zone: journeys.zone).table(
            adding: trial.profile.scope.estimates.map { ($0, frame(trial.range)) }, in: DuckDB())
        let sql = ProfileSQL(
            trial.profile, range: trial.range, table: table, zone: journeys.zone,
            source: trial.source.map(Self.keys), segments: journeys.segmentTables)
        var series: [ProfileSeries] = []
        for (index, segment) in trial.profile.scope.segments.enumerated() {
            var users = (set: 0, all: 0)
            var attributes: [AttributeProfile] = []
            for name in trial.names {
                let counts = try sql.counts(
                    from: try await rows(sql.counts(of: name, series: index, in: DuckDB())),
                    of: name)
                users = counts.entries.reduce((counts.noneInSet, counts.noneInAll)) {
                    ($0.0 + $1.set, $0.1 + $1.all)
                }
                let type = try #require(sql.type(of: name))
                let layout = ProfileRows(counts, type: type, limit: trial.profile.limit)
                var points: [ProfilePoint] = []
                if let estimate = trial.profile.scope.estimates.first(where: { $0.name == name }),
                    estimate.isOfEvents, let timeline = trial.timeline
                {
                    for point in 0..<timeline.count {
                        let text = try sql.point(
                            of: estimate, frame: frame(timeline.span(of: point)), series: index,
                            in: DuckDB())
                        points.append(try sql.point(from: try await rows(text), layout))
                    }
                }
                attributes.append(
                    AttributeProfile(name, type, counts, rows: layout, points: points))
            }
            series.append(
                ProfileSeries(
                    segment: segment, users: users.set, allUsers: users.all,
                    attributes: attributes))
        }
        return series
    }

    private static func keys(_ users: Set<String>) -> EventTable.KeyList {
        let rows = users.map { _ in "(?)" }.joined(separator: ", ")
        let text = SQLText(
            users.isEmpty
                ? "SELECT 'x' AS \"user\" WHERE FALSE"
                : "SELECT \"user\" FROM (VALUES \(rows)) chosen(\"user\")",
            users.map { .text($0) })
        return EventTable.KeyList(.fragment(text), column: "user")
    }
}
