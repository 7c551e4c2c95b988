import BehaviorSQL
import Definitions
import SQL
import TestSupport
import Testing

@Suite(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
struct PagesAgreementTests {
    @Test func `random page tables get the reference's answer from SQL`() async throws {
        let duckDB = try await DuckDBEngine()
        for seed in UInt64(1)...30 {
            let trial = PagesTrial(seed: seed)
            let expected = PagesReference.answer(
                trial.pages, over: trial.journeys, range: trial.range)
            let answer = try await duckDB.answer(trial)
            #expect(answer.differences(from: expected) == [], "\(trial)")
        }
    }
}

extension DuckDBEngine {
    func answer(_ trial: PagesTrial) async throws -> PagesAnswer {
        let journeys = trial.journeys
        try await load(journeys)
        let sql = try PagesSQL(
            trial.pages, range: trial.range, table: journeys.eventTable(for: trial.pages.scope),
            zone: journeys.zone,
            roles: journeys.roles, segments: journeys.segmentTables)
        var answer = PagesAnswer(series: [], users: [:])
        for index in trial.pages.scope.segments.indices {
            let found = try await rows(sql.tally(series: index, in: DuckDB()))
            answer.series.append(try sql.series(index, from: found))
        }
        for (element, _) in answer.elements {
            let found = try await rows(sql.people(of: element, in: DuckDB()))
            answer.users[element] = Set(
                found.map { row in
                    guard case .text(let user) = row[0] else { return "no text" }
                    return user
                })
        }
        return answer
    }
}
