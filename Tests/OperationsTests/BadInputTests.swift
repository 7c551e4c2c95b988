import Definitions
import EventStore
import Foundation
import Operations
import TestSupport
import Testing

@Suite(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
struct BadInputTests {
    static let good = "user,time,event,n\nann,2026-01-01,open,1\n"

    private func expectFailure(
        _ text: String, file: String = "a.csv", says words: String...,
        types: [String: DatasetSchema.PropertyType] = [:], mapping: ColumnMapping? = nil,
        condition: String? = nil
    ) async throws {
        try await ImportFixture.with { fixture in
            _ = try fixture.write(Self.good, named: "good.csv")
            try await fixture.run(["good.csv"])
            if !text.isEmpty { _ = try fixture.write(text, named: file) }
            let sentence = try await fixture.failure(
                [file], mapping: mapping, condition: condition, types: types)
            for word in words { #expect(sentence.contains(word), "\(sentence)") }
        }
    }

    @Test func `a missing column is named with the nearest one`() async throws {
        try await expectFailure(
            "usr,time,event\na,2026-01-01,x\n", says: "'user', which --user", "nearest is 'usr'")
    }

    @Test func `a missing property is named with its option`() async throws {
        try await expectFailure(
            Self.good, says: "'amount', which --properties",
            mapping: ColumnMapping(
                user: "user", time: "time", event: "event", properties: .named(["amount"])))
    }

    @Test func `mixed types stop the import with column, line and value`() async throws {
        let rows = (1...120_000).map { "u\($0),2026-01-01,x,\($0)\n" }.joined()
        try await expectFailure(
            "user,time,event,n\n" + rows + "u,2026-01-01,x,\"1\n2\"\nu,2026-01-01,x,12a\n",
            says: "a.csv, line 120002", "column 'n'", "--types n=text")
    }

    @Test func `a fraction does not become a whole number in silence`() async throws {
        try await expectFailure(
            "user,time,event,n\nu,2026-01-01,x,1.5\n", says: "line 2", "'1.5'", "integer",
            types: ["n": .integer])
    }

    @Test func `a type for a column that is not there is an error`() async throws {
        try await expectFailure(
            Self.good, says: "'m', which --types names", types: ["m": .integer])
    }

    @Test func `a pattern without files is a sentence`() async throws {
        try await expectFailure("", file: "none*.csv", says: "No file matches")
    }

    @Test func `a folder is not a file`() async throws {
        try await ImportFixture.with { fixture in
            try FileManager.default.createDirectory(
                at: fixture.folder.appending(path: "d.csv"), withIntermediateDirectories: true)
            #expect(try await fixture.failure(["d.csv"]).contains("it is not a file"))
        }
    }

    @Test func `an unknown ending is a sentence`() async throws {
        try await expectFailure("x", file: "a.docx", says: "does not tell its format")
    }

    @Test(arguments: ["a.csv.gz", "a.csv.zst", "a.parquet"])
    func `a file that ends too early is refused`(name: String) async throws {
        try await ImportFixture.with { fixture in
            let rows = (1...5000).map {
                "user\($0 * 7919 % 4001),2026-01-01,e\($0 % 7),ios,\($0)\n"
            }
            let source = try fixture.write(
                "user,time,event,os,amount\n" + rows.joined(), named: "s.csv")
            try await fixture.convert(source, to: name)
            let file = fixture.folder.appending(path: name)
            let whole = try Data(contentsOf: file)
            for part in [2, 3, 5, 9] {
                try whole.prefix(whole.count * (part - 1) / part).write(to: file)
                #expect(try await fixture.failure([name]).contains(name))
            }
            try whole.prefix(whole.count - 1).write(to: file)
            #expect(try await fixture.failure([name]).contains(name))
            #expect(fixture.home.datasets.isEmpty)
        }
    }

    @Test func `a file that only claims to be gzip is refused`() async throws {
        try await expectFailure(Self.good, file: "a.csv.gz", says: "damaged or ends too early")
    }

    @Test func `a condition that is no SQL is named`() async throws {
        try await expectFailure(
            Self.good, says: "'n >' of --where cannot be used", condition: "n >")
        try await expectFailure(
            Self.good, says: "'m > 1' of --where", "Nothing has changed", condition: "m > 1")
    }

    @Test func `a header that names a column twice is refused`() async throws {
        try await expectFailure(
            "user,time,event,user\na,2026-01-01,x,b\n", says: "names the column 'user' twice")
    }

    @Test func `rows that are no events are counted, shown and written`() async throws {
        try await ImportFixture.with { fixture in
            _ = try fixture.write(
                """
                user,time,event,n
                ann,2026-01-01,open,1
                bob,2026-01-01,open

                ,2026-01-01,open,2
                cat,soon,"two
                lines",3
                cat,2026-01-01,,4
                dan,,open,5
                eve,2026-01-01,open,6,7
                fin,2026-01-02,open,8

                """, named: "a.csv")
            let report = try await fixture.run(["a.csv"])
            #expect(report.summary?.eventCount == 2)
            #expect(try fixture.users() == ["ann", "fin"])
            #expect(
                report.rejects.counts == [
                    .brokenLine: 2, .noUser: 1, .unreadableTime: 1, .noEvent: 1, .noTime: 1,
                ])
            #expect(report.rejects.first.map(\.line) == [3, 5, 6, 8, 9, 10])
            let path = try #require(report.rejects.path)
            let written = try String(contentsOfFile: path, encoding: .utf8)
                .replacing(fixture.folder.path + "/", with: "")
            #expect(
                Snapshot.difference(of: written, from: "rejects.csv") == nil, "\(written)")
        }
    }

    @Test func `broken JSON lines are rejected with their line`() async throws {
        try await ImportFixture.with { fixture in
            _ = try fixture.write(
                """
                {"user":"a","time":"2026-01-01","event":"x"}

                {"user":"b","time":
                [1]
                {"user":null,"time":"2026-01-01","event":"x"}

                """, named: "a.ndjson")
            let report = try await fixture.run(["a.ndjson"])
            #expect(report.summary?.eventCount == 1)
            #expect(report.rejects.first.map(\.line) == [3, 4, 5])
            #expect(report.rejects.first.map(\.reason) == [.brokenLine, .brokenLine, .noUser])
        }
    }

    @Test func `a file of rejects only changes nothing`() async throws {
        try await expectFailure(
            "user,time,event\n,2026-01-01,x\na,soon,x\n", says: "1 with no user",
            "1 with unreadable time", "nothing has changed")
    }
}
