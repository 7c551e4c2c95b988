import Definitions
import Foundation
import Identities
import Operations
import TestSupport
import Testing

@Suite(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
struct AgreementTests {
    @Test(arguments: 0..<4)
    func `journeys imported through files answer as the reference does`(
        batch: Int
    ) async throws {
        for index in 0..<6 {
            let trial = FunnelTrial(seed: UInt64(70_000 + batch * 100 + index))
            guard !trial.journeys.events.isEmpty, trial.funnel.segments == [.all] else { continue }
            try await ImportFixture.with { fixture in
                _ = try fixture.write(trial.journeys.csv, named: "a.csv")
                try await fixture.run(
                    ["a.csv"],
                    mapping: ColumnMapping(
                        user: "user", time: "time", event: "event",
                        sequence: trial.journeys.hasSequence ? "sequence" : nil,
                        properties: .all),
                    types: trial.journeys.propertyTypes,
                    sessionGap: trial.journeys.sessionGapMilliseconds)
                _ = try fixture.write(#require(trial.journeys.attributesCSV), named: "users.csv")
                try await fixture.runTable(
                    ["users.csv"], types: trial.journeys.attributeTypes)
                try await expectAgreement(trial, fixture)
            }
        }
    }

    private func expectAgreement(_ trial: FunnelTrial, _ fixture: ImportFixture) async throws {
        var funnel = trial.funnel
        funnel.scope.dataset = "test"
        funnel.scope.timezone = trial.journeys.zone.name
        let expected = ReferenceEngine.answer(funnel, over: trial.journeys, range: trial.range)
        let series = try await AnalyzeQuestion(home: fixture.home, now: 0, threads: 2)(
            .funnel(funnel)
        ).funnelSeries
        var answer = FunnelAnswer(series: series, users: [:])
        let find = FindPeople(home: fixture.home, now: 0, threads: 2)
        for row in series {
            for element in FunnelElement.all(of: funnel, series: 0, breakdown: row.breakdown) {
                let people = try await find.ids(.funnel(funnel), element: element.id)
                answer.users[element] = Set(people.ids)
            }
        }
        let sql = try await AnalyzeQuestion(
            home: fixture.home, now: 0, threads: 2, warehouse: { fixture.warehouse })(
                .funnel(funnel), engine: .sql
            ).funnelSeries
        #expect(sql == series, "\(trial)")
        let differences = answer.differences(from: expected)
        #expect(
            differences.isEmpty, "\(trial)\n\(differences.prefix(6).joined(separator: "\n"))")
    }
}
