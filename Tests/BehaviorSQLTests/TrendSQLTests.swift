import BehaviorSQL
import Definitions
import SQL
import TestSupport
import Testing

@Suite(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
struct TrendSQLTests {
    @Test func `random trends get the reference's answer from SQL`() async throws {
        let duckDB = try await DuckDBEngine()
        for seed in UInt64(1)...100 {
            let trial = TrendTrial(seed: seed)
            let expected = try TrendReference.answer(
                trial.trend, over: trial.journeys, range: trial.range)
            let answer = try await duckDB.answer(trial, people: seed % 10 == 0)
            let differences = answer.differences(from: expected)
            #expect(
                differences.isEmpty, "\(trial)\n\(differences.prefix(6).joined(separator: "\n"))")
        }
    }

    @Test func `a property that the table lacks is named`() throws {
        let trend = Trend(
            scope: Scope(dataset: "test"),
            series: [Trend.Series(EventMatcher([.init(event: "A")]), .sum("amount"))], period: .day)
        let timelines = try TrendTimelines(
            trend, range: ResolvedRange(from: 0, to: 86_400_000), zone: .utc)
        #expect(throws: BehaviorSQLError.self) {
            try TrendSQL(
                trend, timelines, table: JourneySet(text: "ann A0").eventTable, zone: .utc)
        }
    }
}

extension DuckDBEngine {
    /// The answer to a trial; the users of its elements only on request.
    fileprivate func answer(_ trial: TrendTrial, people: Bool) async throws -> TrendAnswer {
        try await load(trial.journeys)
        let timelines = try TrendReference.timelines(trial.trend, trial.journeys, trial.range)
        let sql = try TrendSQL(
            trial.trend, timelines, table: trial.journeys.eventTable(for: trial.trend.scope),
            zone: trial.journeys.zone,
            segments: trial.journeys.segmentTables)
        let series = try sql.series(from: try await rows(sql.tally(in: DuckDB())))
        var answer = TrendAnswer(series: series)
        for (element, _) in series.flatMap({ $0.cells(in: trial.trend) }) where people {
            answer.users[element] = Set(
                try await rows(sql.people(of: element, in: DuckDB())).map { row in
                    guard case .text(let user) = row[0] else { return "no text" }
                    return user
                })
        }
        return answer
    }
}
