import Attributes
import Definitions
import EventStore
import Foundation
import Operations
import TestSupport
import Testing

@Suite(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
struct DemoHomeTests {
    @Test func `the demo company's members are attributes of its users`() async throws {
        try await ImportFixture.with { fixture in
            let report = try await FillDemo(
                home: fixture.home, warehouse: fixture.warehouse, now: 0)(
                    users: 60, days: 10, lastDay: "2026-10-31")
            #expect(report.summary?.newUserCount ?? 0 > 0)
            let attributes = try UserAttributes(home: fixture.home.path)
            #expect(attributes.tables.map(\.name) == ["members"])
            #expect(attributes.tables[0].manifest.userCount == 60)
            let types = Dictionary(
                uniqueKeysWithValues: attributes.schema.map { ($0.name, $0.type) })
            #expect(types["grade"] == .text && types["age"] == .integer)
            #expect(types["join_date"] == .time && types["has_loan"] == .boolean)
            // The app log is removed after the import, so only the native engine answers.
            func openers(_ filter: String) async throws -> Int {
                let question =
                    #"{"kind":"funnel","dataset":"app","steps":[{"event":"app_open"},"#
                    + #"{"event":"pay_done"}],"where":["# + filter + "]}"
                return try await AnalyzeQuestion(home: fixture.home, now: 0, threads: 2)(
                    Question(parsing: question)
                ).funnelSeries[0].tally.users[0]
            }
            let all = try await openers("")
            let women = try await openers(
                #"{"attribute":"gender","operator":"equals","value":"F"}"#)
            let men = try await openers(
                #"{"attribute":"gender","operator":"equals","value":"M"}"#)
            #expect(women > 0 && men > 0 && women + men == all)
            #expect(
                ExamineHome(home: fixture.home)().contains {
                    $0.subject == "table 'members'" && $0.isSound
                })
        }
    }
}
