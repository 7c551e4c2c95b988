import BehaviorSQL
import Definitions
import SQL
import TestSupport
import Testing

@Suite(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
struct AgreementTests {
    @Test func `random funnels get the reference's answer from SQL`() async throws {
        let duckDB = try await DuckDBEngine()
        for seed in UInt64(1)...150 {
            let trial = FunnelTrial(seed: seed)
            let expected = ReferenceEngine.answer(
                trial.funnel, over: trial.journeys, range: trial.range)
            let answer = try await duckDB.engine(trial.journeys, trial.funnel, trial.range)
            #expect(answer.differences(from: expected) == [], "\(trial)")
        }
    }
}
