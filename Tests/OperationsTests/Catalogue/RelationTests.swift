import Definitions
import Foundation
import Metadata
import MetadataSQLite
import Operations
import TestSupport
import Testing
import Warehouses

@Suite(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
struct RelationTests {
    /// The rows of some columns of a table's relation, as texts.
    private func rows(
        _ fixture: CatalogueFixture, _ name: String,
        _ columns: (CatalogueRelation) throws -> [String?]
    ) async throws -> [String] {
        let table = try await LoadCatalogue(fixture.context)().entry(name).table
        let session = try await CatalogueSession(fixture.context, for: table)
        let relation = try await session.relation(of: table)
        let list = try columns(relation).map {
            "coalesce(CAST(\($0 ?? "NULL") AS VARCHAR), '-')"
        }
        var rows: [String] = []
        let stream = try await session.session.rows(
            Statement(
                "SELECT concat_ws(' ', \(list.joined(separator: ", "))) FROM "
                    + "(\(relation.query.text)) ORDER BY 1", relation.query.parameters))
        while let batch = try await stream.next() {
            guard case .text(let column) = batch.columns[0] else { continue }
            rows += (0..<batch.rowCount).compactMap { column.string(row: $0) }
        }
        await session.close()
        return rows
    }

    @Test func `keys are texts in one form, times are milliseconds in the project's zone`()
        async throws
    {
        try await CatalogueFixture.with { fixture in
            try await fixture.parquet(
                """
                SELECT * FROM (VALUES (1, 7.0, '007', TIMESTAMP '2026-01-01 09:00:00', 10), \
                (2, 8.5, '', NULL, 11)) t(whole, fraction, words, "at", n)
                """, "lake/t.parquet")
            try await fixture.connect(to: "lake")
            _ = try await RegisterTable(fixture.context)(
                TableRegistration(
                    name: "t", connection: "lake", path: ["t"], userKey: "whole",
                    keys: ["fraction": "fraction", "words": "words"], roles: [.time: "at"]))
            let found = try await rows(fixture, "t") { relation in
                #expect(relation.missing.isEmpty && relation.user?.storedKind == .integer)
                return [
                    relation.user?.name, relation.keys["fraction"]?.name,
                    relation.keys["words"]?.name, relation.time?.name,
                    try relation.column(of: "n").name,
                ]
            }
            #expect(found == ["1 7 007 1767225600000 10", "2 8.5 - - 11"])
        }
    }

    @Test func `a column that is gone is left out and named, its field is refused`() async throws {
        try await CatalogueFixture.with { fixture in
            try fixture.write("id,a,b\nx,1,2\n", "lake/t.csv")
            try await fixture.connect(to: "lake")
            let table = try await RegisterTable(fixture.context)(
                TableRegistration(name: "t", connection: "lake", path: ["t"], userKey: "id")
            ).table
            try fixture.write("id,b\nx,2\n", "lake/t.csv")
            let session = try await CatalogueSession(fixture.context, for: table)
            let relation = try await session.relation(of: table)
            await session.close()
            #expect(relation.missing == ["a"] && relation.fields["a"] == nil)
            let error = #expect(throws: DefinitionError.self) { try relation.column(of: "a") }
            #expect(error?.detail.contains("nearest is 'b'") == true)
            let found = try await rows(fixture, "t") { [$0.user?.name, $0.fields["b"]?.name] }
            #expect(found == ["x 2"])
        }
    }

    @Test func `the home's own tables are relations too, until their files change`() async throws {
        try await CatalogueFixture.with { fixture in
            let imports = fixture.imports
            _ = try imports.write(
                "user,time,event,n\na,2026-01-01T09:00:00+09:00,open,5\n", named: "e.csv")
            try await imports.run(["e.csv"])
            _ = try imports.write("user,grade,at\na,vip,2026-01-01\n", named: "a.csv")
            try await imports.runTable(["a.csv"])
            let events = try await rows(fixture, "test") { relation in
                [
                    relation.user?.name, relation.time?.name, relation.roles[.event]?.name,
                    relation.fields["event"]?.name, relation.fields["n"]?.name,
                ]
            }
            #expect(events == ["a 1767225600000 open open 5"])
            let users = try await rows(fixture, "users") { relation in
                [relation.user?.name, relation.fields["grade"]?.name, relation.fields["at"]?.name]
            }
            #expect(users == ["a vip 1767193200000"])
            _ = try imports.write("user,grade,at\nb,vip,2026-01-01\n", named: "a.csv")
            let changed = await fixture.failure {
                _ = try await rows(fixture, "users") { [$0.user?.name] }
            }
            #expect(changed.contains("has changed or gone since it was imported"), "\(changed)")
        }
    }

    @Test func `how new data are is known, and a version tells every change`() async throws {
        try await CatalogueFixture.with { fixture in
            let imports = fixture.imports
            _ = try imports.write("user,time,event\na,2026-01-01T00:00:00Z,open\n", named: "e.csv")
            try await imports.run(["e.csv"])
            try fixture.write("id,at\nx,2026-02-01\ny,2026-01-01\n", "lake/t.csv")
            try await fixture.inDatabase(
                "db.duckdb",
                [
                    "CREATE TABLE t (id INTEGER, \"at\" DATE)",
                    "INSERT INTO t VALUES (1, '2026-03-01')",
                ])
            try await fixture.connect("lake", to: "lake")
            try await fixture.connect("db", to: "db.duckdb")
            for name in ["lake", "db"] {
                _ = try await RegisterTable(fixture.context)(
                    TableRegistration(
                        name: name, connection: name, path: ["t"], userKey: "id",
                        roles: [.time: "at"]))
            }
            let freshness = TableFreshness(fixture.context)
            var before: [String: TableFreshness.Answer] = [:]
            for name in ["test", "lake", "db"] { before[name] = try await freshness(name) }
            #expect(before["test"]?.dataUntil == 1_767_225_600_000)
            #expect(before["lake"]?.dataUntil == 1_769_871_600_000)
            #expect(before["db"]?.dataUntil == 1_772_290_800_000)
            #expect(before.values.allSatisfy { ($0.writtenAt ?? 0) > 1_700_000_000_000 })
            for name in ["test", "lake", "db"] {
                #expect(try await freshness(name).dataVersion == before[name]?.dataVersion)
            }
            try await imports.run(["e.csv"])
            try fixture.write("id,at\nx,2026-04-01\n", "lake/t.csv")
            try await fixture.inDatabase("db.duckdb", ["INSERT INTO t VALUES (2, '2026-05-01')"])
            for name in ["test", "lake", "db"] {
                #expect(try await freshness(name).dataVersion != before[name]?.dataVersion)
            }
            #expect(try await freshness("db").dataUntil == 1_777_561_200_000)
        }
    }
}
