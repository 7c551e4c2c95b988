import Definitions
import Foundation
import TestSupport
import Testing

@Suite struct PagesCommandTests {
    private static let csv = """
        user,time,event,page,button
        ann,2026-01-01T09:00:00+09:00,view,/홈,
        ann,2026-01-01T09:01:00+09:00,view,/loan/1,
        ann,2026-01-01T09:01:20+09:00,click,/loan/1,신청
        bob,2026-01-01T09:00:00+09:00,view,/홈,
        bob,2026-01-02T09:00:30+09:00,view,/loan/2,

        """
    private static let question = """
        {"kind":"pages","dataset":"web","rules":[{"pattern":"/loan/*","label":"대출"}]}
        """

    @Test func `a page table is shown as text and as CSV, with its people`() async throws {
        try await Fixture.withFolder { folder in
            let folder = folder.resolvingSymlinksInPath()
            _ = try Fixture.write(Self.csv, named: "web.csv", in: folder)
            let done = try CXMProcess.run(
                "import", "events", "web.csv", "--dataset", "web", "--user", "user", "--time",
                "time", "--event", "event", "--page", "page", "--element", "button", in: folder)
            try #require(done.status == 0, "\(done.error)")
            let table = try CXMProcess.run("analyze", "-", in: folder, input: Self.question)
            #expect(Snapshot.difference(of: table.output, from: "pages.txt") == nil)
            let explained = try CXMProcess.run(
                "analyze", "-", "--explain", in: folder, input: Self.question)
            #expect(explained.output.contains("two passes over the pages and times of 5 events"))
            let csv = try CXMProcess.run(
                "analyze", "-", "--format", "csv", in: folder, input: Self.question)
            #expect(Snapshot.difference(of: csv.output, from: "pages.csv") == nil)
            let people = try CXMProcess.run(
                "people", "-", "--element", "clickers@0=대출", in: folder, input: Self.question)
            #expect(people.output == "clickers@0=대출: 1 user:\nann\n", "\(people.error)")
            let sql = try CXMProcess.run(
                "analyze", "-", "--engine", "sql", in: folder, input: Self.question)
            #expect(sql.output == table.output.replacing("native engine", with: "sql engine"))
        }
    }

    @Test func `a page is looked at closely, as text, as CSV and by its people`() async throws {
        try await Fixture.withFolder { folder in
            let folder = folder.resolvingSymlinksInPath()
            _ = try Fixture.write(Self.csv, named: "web.csv", in: folder)
            let done = try CXMProcess.run(
                "import", "events", "web.csv", "--dataset", "web", "--user", "user", "--time",
                "time", "--event", "event", "--page", "page", "--element", "button", in: folder)
            try #require(done.status == 0, "\(done.error)")
            let question = Self.question.replacing(#""rules""#, with: #""detail":"대출","rules""#)
            let table = try CXMProcess.run("analyze", "-", in: folder, input: question)
            #expect(Snapshot.difference(of: table.output, from: "page-detail.txt") == nil)
            let csv = try CXMProcess.run(
                "analyze", "-", "--format", "csv", in: folder, input: question)
            #expect(Snapshot.difference(of: csv.output, from: "page-detail.csv") == nil)
            let people = try CXMProcess.run(
                "people", "-", "--element", "previous@0=/홈", in: folder, input: question)
            #expect(people.output == "previous@0=/홈: 1 user:\nann\n", "\(people.error)")
            let sql = try CXMProcess.run(
                "analyze", "-", "--engine", "sql", in: folder, input: question)
            #expect(sql.output == table.output.replacing("native engine", with: "sql engine"))
        }
    }
}
