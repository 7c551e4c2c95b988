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
            let question =
                #"{"kind":"trend","dataset":"app","period":"day","#
                + #""series":[{"event":"app_open","measure":"users"}],"breakdown":{"attribute":"gender"}}"#
            let analyze = AnalyzeQuestion(
                home: fixture.home, now: 0, threads: 2, warehouse: { fixture.warehouse })
            let native = try await analyze(Question(parsing: question)).json["series"]
            let sql = try await analyze(Question(parsing: question), engine: .sql).json["series"]
            #expect(native != nil && native == sql)
            #expect(
                ExamineHome(home: fixture.home)().contains {
                    $0.subject == "table 'members'" && $0.isSound
                })
        }
    }
}
