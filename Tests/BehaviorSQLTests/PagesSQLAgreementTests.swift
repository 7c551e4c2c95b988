import BehaviorSQL
import Definitions
import SQL
import TestSupport
import Testing

@Suite(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
struct PagesSQLAgreementTests {
    @Test func `random page tables get the reference's answer from SQL`() async throws {
        let duckDB = try await DuckDBEngine()
        for seed in UInt64(1)...30 {
            let trial = PagesTrial(seed: seed)
            let expected = PagesReference.answer(
                trial.pages, over: trial.journeys, range: trial.range, timeline: trial.timeline)
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
            zone: journeys.zone, roles: journeys.roles, segments: journeys.segmentTables,
            timeline: trial.timeline)
        var answer = PagesAnswer(series: [], users: [:])
        for index in trial.pages.scope.segments.indices {
            let found = try await rows(sql.tally(series: index, in: DuckDB()))
            var series = try sql.series(index, from: found)
            if trial.pages.detail != nil { series.detail = try await detail(sql, index) }
            answer.series.append(series)
        }
        for (element, _) in answer.detailElements {
            answer.detailUsers[element] = try await users(sql.people(of: element, in: DuckDB()))
        }
        for (element, _) in answer.elements {
            answer.users[element] = try await users(sql.people(of: element, in: DuckDB()))
        }
        return answer
    }

    private func users(_ text: SQLText) async throws -> Set<String> {
        Set(
            try await rows(text).map { row in
                guard case .text(let user) = row[0] else { return "no text" }
                return user
            })
    }

    private func detail(_ sql: PagesSQL, _ series: Int) async throws -> PageDetail {
        var parts: [PageDetail.Part] = []
        for list in sql.detailLists {
            let found = try await rows(sql.detail(list, series: series, in: DuckDB()))
            parts.append(try sql.part(list, from: found))
        }
        let tally = try await rows(sql.detailTally(series: series, in: DuckDB()))
        return PageDetail(tally: try sql.detailTally(from: tally), parts: parts)
    }
}
