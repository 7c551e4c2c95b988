import Definitions
import Foundation
import Metadata
import Operations
import TestSupport
import Testing

@Suite(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
struct DriftTests {
    private func withMembers(
        _ body: (CatalogueFixture) async throws -> Void
    ) async throws {
        try await CatalogueFixture.with { fixture in
            try await fixture.inDatabase(
                "lake.duckdb",
                [
                    "CREATE TABLE members (id VARCHAR, grade VARCHAR, age INTEGER, at TIMESTAMP)",
                    "INSERT INTO members VALUES ('a', 'vip', 3, '2026-01-01 00:00:00')",
                ])
            try await fixture.connect(to: "lake.duckdb")
            _ = try await RegisterTable(fixture.context)(
                TableRegistration(
                    name: "members", connection: "lake", path: ["main", "members"], userKey: "id",
                    roles: [.time: "at"]))
            for (name, group) in Self.groups {
                try await fixture.segment(
                    name, #"{"containers":[{"groups":[{"dataset":\#(group)}]}]}"#)
            }
            try await fixture.segment(
                "by SQL",
                #"{"sql":{"connection":"lake","text":"SELECT id FROM members WHERE grade = 'vip'"}}"#
            )
            try await fixture.segment(
                "other SQL", #"{"sql":{"connection":"x","text":"SELECT grade FROM members"}}"#)
            try await body(fixture)
        }
    }

    private static let groups = [
        ("by grade", #""members","filters":[{"field":"grade","operator":"is_set"}]"#),
        (
            "by any",
            #""members","filters":[{"any_of":[{"field":"age","operator":"is_set"},"#
                + #"{"field":"grade","operator":"is_set"}]}]"#
        ),
        (
            "by age",
            #""members","having":[{"measure":"avg","field":"age","operator":"less","value":9}]"#
        ),
        ("by time", #""members","range":{"last":7,"unit":"day"}"#),
        ("all", #""members""#), ("elsewhere", #""people","filters":[{"field":"grade"}]"#),
    ]

    @Test func `a sound table has nothing to say`() async throws {
        try await withMembers { fixture in
            let findings = try await CheckDrift(fixture.context)()
            #expect(findings.count == 1 && findings[0].drift.isSound)
            #expect(findings[0].drift.newColumns.isEmpty && findings[0].segments.isEmpty)
        }
    }

    @Test func `a dropped, a retyped and a new column are found, with what they break`()
        async throws
    {
        try await withMembers { fixture in
            try await fixture.inDatabase(
                "lake.duckdb",
                [
                    "ALTER TABLE members DROP COLUMN grade",
                    "ALTER TABLE members ALTER age TYPE VARCHAR",
                    "ALTER TABLE members ADD COLUMN os VARCHAR",
                ])
            let finding = try await CheckDrift(fixture.context(at: 77))("members")[0]
            #expect(
                finding.drift.problems == [
                    .init(column: "grade", field: "grade", change: .gone),
                    .init(
                        column: "age", field: "age",
                        change: .retyped(from: "INTEGER", to: "VARCHAR")),
                ])
            #expect(finding.drift.newColumns == ["os"] && finding.drift.checkedAt == 77)
            let broken = Dictionary(
                uniqueKeysWithValues: finding.segments.map { ($0.segment.name, $0.columns) })
            #expect(
                broken == [
                    "by grade": ["grade"], "by any": ["grade", "age"], "by age": ["age"],
                    "by SQL": ["grade"],
                ])
            // The mark stays until the next check.
            let entry = try await LoadCatalogue(fixture.context)().entry("members")
            #expect(entry.brokenFields == ["age", "grade"] && entry.drift == finding.drift)
        }
    }

    @Test func `what has changed can be taken for right`() async throws {
        try await withMembers { fixture in
            try await fixture.inDatabase(
                "lake.duckdb",
                [
                    "ALTER TABLE members DROP COLUMN grade",
                    "ALTER TABLE members ALTER age TYPE VARCHAR",
                    "ALTER TABLE members ADD COLUMN os VARCHAR",
                ])
            let table = try await CheckDrift(fixture.context).accept("members")
            #expect(table.field("age")?.type == .text && table.field("os")?.type == .text)
            let drift = try await CheckDrift(fixture.context)("members")[0].drift
            #expect(drift.problems.map(\.column) == ["grade"] && drift.newColumns.isEmpty)
        }
    }

    @Test func `a lost user key breaks every segment of the table, a lost time those with a range`()
        async throws
    {
        try await withMembers { fixture in
            try await fixture.inDatabase(
                "lake.duckdb", ["ALTER TABLE members RENAME COLUMN at TO seen"])
            var finding = try await CheckDrift(fixture.context)("members")[0]
            #expect(finding.drift.problems.map(\.uses) == [["time"]])
            #expect(finding.segments.map(\.segment.name) == ["by time"])
            try await fixture.inDatabase(
                "lake.duckdb", ["ALTER TABLE members RENAME COLUMN id TO key"])
            finding = try await CheckDrift(fixture.context)("members")[0]
            #expect(finding.segments.count == 6)
            let sentence = await fixture.failure {
                let table = finding.table
                let session = try await CatalogueSession(fixture.context, for: table)
                _ = try await session.relation(of: table)
            }
            #expect(sentence.contains("user key 'id'") && sentence.contains("gone"), "\(sentence)")
        }
    }

    @Test func `a table and a file that are gone are findings, and mended ones are sound again`()
        async throws
    {
        try await withMembers { fixture in
            try await fixture.inDatabase(
                "lake.duckdb", ["ALTER TABLE members RENAME TO people"])
            var finding = try await CheckDrift(fixture.context)()[0]
            #expect(finding.drift.unreachable?.contains("nearest is 'main.people'") == false)
            #expect(finding.drift.unreachable?.contains("There is no table") == true)
            #expect(finding.segments.count == 6)
            try FileManager.default.removeItem(atPath: fixture.folder.path + "/lake.duckdb")
            finding = try await CheckDrift(fixture.context)()[0]
            #expect(finding.drift.unreachable?.contains("is gone. Put it back") == true)
            let loaded = try await LoadCatalogue(fixture.context)()
            #expect(try loaded.entry("members").drift.unreachable != nil)
            try await fixture.inDatabase(
                "lake.duckdb",
                ["CREATE TABLE members (id VARCHAR, grade VARCHAR, age BIGINT, at TIMESTAMP)"])
            finding = try await CheckDrift(fixture.context)()[0]
            #expect(finding.drift.isSound, "an integer of another width is no change")
        }
    }

    @Test func `a field that an import no more brings is marked`() async throws {
        try await CatalogueFixture.with { fixture in
            let imports = fixture.imports
            _ = try imports.write("user,grade,age\na,vip,3\nb,gold,4\n", named: "a.csv")
            try await imports.runTable(["a.csv"])
            let edit = EditCatalogue(fixture.context)
            var change = FieldChange()
            change.labels = LocalizedText([.korean: "등급"])
            _ = try await edit("users", field: "grade", change)
            change.labels = LocalizedText([.korean: "나이"])
            _ = try await edit("users", field: "age", change)
            try await fixture.segment(
                "vip",
                #"{"containers":[{"groups":[{"dataset":"users","filters":[{"field":"grade"}]}]}]}"#)
            _ = try imports.write("user,age\na,x\nb,y\n", named: "b.csv")
            try await imports.runTable(["b.csv"])
            let finding = try await CheckDrift(fixture.context)("users")[0]
            #expect(
                finding.drift.problems.map(\.words) == [
                    "The column 'grade' is gone.", "The column 'age' was integer and is text now.",
                ])
            #expect(finding.segments.map(\.segment.name) == ["vip"])
            let entry = try await LoadCatalogue(fixture.context)().entry("users")
            #expect(entry.table.field("age")?.type == .text)
            #expect(entry.table.field("age")?.labels.text(in: .korean) == "나이")
            let values = await fixture.failure {
                _ = try await FieldValues(fixture.context)("users", field: "grade")
            }
            #expect(values.contains("'grade'") && values.contains("gone"), "\(values)")
        }
    }
}
