import BehaviorSQL
import Definitions
import SQL
import TestSupport
import Testing

@Suite(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
struct TimelineSQLTests {
    @Test func `random users' events come from SQL with their sessions`() async throws {
        let duckDB = try await DuckDBEngine()
        for seed in UInt64(1)...40 {
            let trial = FunnelTrial(seed: seed)
            try await duckDB.load(trial.journeys)
            for journey in trial.journeys.users {
                let timeline = UserTimeline(
                    scope: Scope(dataset: "test", filters: trial.funnel.filters),
                    user: journey.user)
                let sql = TimelineSQL(
                    timeline, range: trial.range, table: trial.journeys.eventTable,
                    zone: trial.journeys.zone)
                let events = try sql.events(
                    from: try await duckDB.rows(sql.events(in: DuckDB())))
                let expected = TimelineReference.events(
                    timeline, journey, in: trial.journeys, range: trial.range)
                #expect(events.map(\.time) == expected.map(\.time), "\(trial)")
                // Of one time and name, or one sequence number, the order is nobody's.
                #expect(Self.texts(events) == Self.texts(expected), "\(trial)")
                if !trial.journeys.hasSequence {
                    #expect(events.map(\.event) == expected.map(\.event), "\(trial)")
                }
            }
        }
    }

    private static func texts(_ events: [TimelineEvent]) -> [String] {
        events.map { event in
            let properties = event.properties.map { "\($0.name)=\($0.value.words)" }
            return "\(event.time) \(event.session) \(event.event) \(properties)"
        }.sorted()
    }
}
