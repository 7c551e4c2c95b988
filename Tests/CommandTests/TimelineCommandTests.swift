import Foundation
import TestSupport
import Testing

@Suite struct TimelineCommandTests {
    private let question = #"{"kind":"timeline","dataset":"shop","user":"ann"}"#

    @Test func `a timeline shows sessions with their events`() async throws {
        try await SmallShop.withImport { folder in
            let table = try CXMProcess.run("analyze", "-", in: folder, input: question)
            #expect(Snapshot.difference(of: table.output, from: "timeline.txt") == nil)
            let csv = try CXMProcess.run(
                "analyze", "-", "--format", "csv", in: folder, input: question)
            #expect(
                csv.output == """
                    time,event,session,os,n
                    2026-01-01T09:00:00.000+09:00,방문,1,ios,1
                    2026-01-01T09:01:00.000+09:00,장바구니 담기,1,ios,2
                    2026-01-03T10:00:00.000+09:00,결제,2,ios,3

                    """)
        }
    }

    @Test func `what a timeline lacks is said in a sentence`() async throws {
        try await SmallShop.withImport { folder in
            let unknown = try CXMProcess.run(
                "analyze", "-", in: folder, input: question.replacing("ann", with: "anna"))
            #expect(unknown.status == 1)
            #expect(unknown.error.contains("/user: There is no user 'anna'"))
            let people = try CXMProcess.run(
                "people", "-", "--element", "x", in: folder, input: question)
            #expect(people.error.contains("has no elements"))
            let table = try CXMProcess.run("analyze", "-", in: folder, input: question)
            let sql = try CXMProcess.run(
                "analyze", "-", "--engine", "sql", in: folder, input: question)
            #expect(sql.output == table.output.replacing("native engine", with: "sql engine"))
        }
    }
}
