import BehaviorSQL
import Definitions
import SQL
import TestSupport
import Testing

@Suite(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
struct RetentionSQLTests {
    @Test func `random retention questions get the reference's answer from SQL`() async throws {
        let duckDB = try await DuckDBEngine()
        for seed in UInt64(1)...100 {
            let trial = RetentionTrial(seed: seed, hasMeasure: false)
            let expected = RetentionReference.answer(
                trial.retention, over: trial.journeys, range: trial.range)
            let answer = try await answer(
                trial.retention, over: trial.journeys, range: trial.range, duckDB)
            let found = answer.differences(from: expected) + answer.violations()
            #expect(found.isEmpty, "\(trial)\n\(found.prefix(4).joined(separator: "\n"))")
        }
    }

    @Test(.enabled(if: SharedData.url("cases/peers.jsonl") != nil, "\(SharedData.absence)"))
    func `SQL gives the numbers of every peer case of retention that shares our rules`()
        async throws
    {
        let duckDB = try await DuckDBEngine()
        for peerCase in try #require(try PeerCase.all())
        where PeerCase.answeredRetention.contains(peerCase.id) {
            let asked = try peerCase.retention()
            let answer = try await answer(
                asked.retention, over: asked.journeys, range: asked.range, duckDB,
                elementLimit: peerCase.elementLimit)
            #expect(
                try peerCase.disagreements(with: answer, to: asked) == [], "\(peerCase.id)")
        }
    }

    private func answer(
        _ retention: Retention, over journeys: JourneySet, range: ResolvedRange?,
        _ duckDB: DuckDBEngine, elementLimit: Int = 12
    ) async throws -> RetentionAnswer {
        try await duckDB.load(journeys)
        let times = journeys.events.map(\.time)
        let layout = try RetentionLayout(
            retention, range: range, zone: journeys.zone, dataFrom: times.min(),
            dataUntil: times.max())
        let sql = RetentionSQL(
            layout, table: try journeys.eventTable(for: retention.scope), zone: journeys.zone,
            segments: journeys.segmentTables)
        var answer = RetentionAnswer(series: [], users: [:])
        for index in retention.scope.segments.indices {
            var rows: [[SQLValue]] = []
            if let text = try sql.tally(series: index, in: DuckDB()) {
                rows = try await duckDB.rows(text)
            }
            let series = try sql.series(index, from: rows)
            answer.series.append(series)
            for element in series.someElements(index, limit: elementLimit) {
                guard let text = try sql.people(of: element, in: DuckDB()) else { continue }
                answer.users[element] = Set(
                    try await duckDB.rows(text).map { row in
                        guard case .text(let user) = row[0] else { return "no text" }
                        return user
                    })
            }
        }
        return answer
    }
}
