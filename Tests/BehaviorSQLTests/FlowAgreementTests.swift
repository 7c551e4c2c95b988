import BehaviorSQL
import Definitions
import SQL
import TestSupport
import Testing

@Suite(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
struct FlowAgreementTests {
    @Test(arguments: 0..<4)
    func `SQL on DuckDB agrees with the reference on random journeys`(batch: Int) async throws {
        let engine = try await DuckDBEngine()
        for index in 0..<25 {
            let trial = FlowTrial(seed: UInt64(40_000 + batch * 1000 + index))
            guard !trial.journeys.propertyTypes.isEmpty || trial.flow.subject == .event else {
                continue
            }
            let expected = FlowReference.answer(
                trial.flow, over: trial.journeys, range: trial.range, roles: FlowTrial.roles)
            let answer = try await answer(trial, engine)
            let differences = answer.differences(from: expected)
            #expect(
                differences.isEmpty, "\(trial)\n\(differences.prefix(6).joined(separator: "\n"))")
        }
    }

    private func answer(_ trial: FlowTrial, _ engine: DuckDBEngine) async throws -> FlowAnswer {
        try await engine.load(trial.journeys)
        var answer = FlowAnswer(series: [], users: [:])
        for series in trial.flow.scope.segments.indices {
            let sql = try FlowSQL(
                trial.flow, series: series, range: trial.range,
                table: trial.journeys.eventTable(for: trial.flow.scope),
                zone: trial.journeys.zone, roles: FlowTrial.roles,
                segments: trial.journeys.segmentTables)
            let row = try sql.result(
                nodes: try await engine.rows(sql.nodes(in: DuckDB())),
                links: try await engine.rows(sql.links(in: DuckDB())))
            answer.series.append(row)
            for element in row.elements(series: series).keys {
                let rows = try await engine.rows(sql.people(of: element, in: DuckDB()))
                answer.users[element] = Set(
                    rows.map { row in
                        guard case .text(let user) = row[0] else { return "no text" }
                        return user
                    })
            }
        }
        return answer
    }
}
