import BehaviorSQL
import Definitions
import SQL
import TestSupport
import Testing

@Suite(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
struct EstimateSQLTests {
    @Test func `random estimates get the reference's values from SQL`() async throws {
        let duckDB = try await DuckDBEngine()
        for seed in UInt64(1)...150 {
            let trial = EstimateTrial(seed: seed)
            guard !trial.journeys.events.isEmpty else { continue }
            try await duckDB.load(trial.journeys)
            let table = try EstimateSQL(table: trial.journeys.eventTable, zone: trial.journeys.zone)
                .table(adding: [(trial.estimate, trial.frame)], in: DuckDB())
            let users = try #require(table.users)
            #expect(users.attributes.last?.name == "guess")
            guard case .fragment(let text) = users.keys.source else { continue }
            var found: [String: Value] = [:]
            for row in try await duckDB.rows(text) {
                guard case .text(let user) = row[0] else { continue }
                found[user] = Self.value(try #require(row.last))
            }
            let expected = EstimateReference.values(
                of: trial.estimate, over: trial.journeys, range: trial.range
            ).filter { name, _ in
                trial.journeys.users.contains { $0.user == name && !$0.events.isEmpty }
            }
            #expect(found == expected, "\(trial)\n\(text.text)")
        }
    }

    private static func value(_ value: SQLValue) -> Value? {
        switch value {
        case .null: nil
        case .text(let text): .text(text)
        case .integer(let number): .integer(number)
        case .double(let number): .number(number)
        case .boolean(let flag): .boolean(flag)
        }
    }

    @Test func `funnels and trends are split by estimates`() async throws {
        let duckDB = try await DuckDBEngine()
        for seed in UInt64(1)...30 {
            var trial = FunnelTrial(seed: seed)
            guard !trial.journeys.events.isEmpty else { continue }
            var random = SplitMix64(seed: seed)
            let estimate = Estimate("top", .mostFrequent(random.pick(["os", "paid"])))
            trial.funnel.scope.estimates = [estimate]
            trial.funnel.breakdown = .init(.attribute("top"), limit: random.pick([1, 10]))
            let known = EstimateReference.adding([estimate], to: trial.journeys, range: trial.range)
            let expected = ReferenceEngine.answer(trial.funnel, over: known, range: trial.range)
            try await duckDB.load(trial.journeys)
            let frame = EstimateFrame(
                trial.range, dataFrom: trial.journeys.events.map(\.time).min(),
                dataUntil: trial.journeys.events.map(\.time).max(), zone: trial.journeys.zone)
            let table = try EstimateSQL(table: trial.journeys.eventTable, zone: trial.journeys.zone)
                .table(adding: [(estimate, frame)], in: DuckDB())
                .restricted(to: trial.funnel.scope.userFilters, zone: trial.journeys.zone)
            let sql = try FunnelSQL(
                trial.funnel, range: trial.range, table: table, zone: trial.journeys.zone,
                segments: trial.journeys.segmentTables)
            let series = try sql.series(from: try await duckDB.rows(sql.tally(in: DuckDB())))
            let answer = FunnelAnswer(series: series, users: expected.users)
            let differences = answer.differences(from: expected)
            #expect(
                differences.isEmpty, "\(trial)\n\(differences.prefix(6).joined(separator: "\n"))")
        }
    }
}
