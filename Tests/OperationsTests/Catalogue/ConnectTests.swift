import Definitions
import Foundation
import Metadata
import MetadataSQLite
import Operations
import TestSupport
import Testing

@Suite(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
struct ConnectTests {
    @Test func `a folder's files and subfolders are tables`() async throws {
        try await CatalogueFixture.with { fixture in
            try fixture.write("id,성별\n1,F\n2,M\n", "lake/members.csv")
            try fixture.write("id\ta\n1\t2\n", "lake/tabs.tsv")
            try await fixture.parquet(
                "SELECT 1 AS id, 5.5 AS amount", "lake/pay/year=2025/a.parquet")
            try await fixture.parquet(
                "SELECT 2 AS id, 7.5 AS amount", "lake/pay/year=2026/a.parquet")
            try fixture.write("x\n1\n", "lake/mixed/a.csv")
            try await fixture.parquet("SELECT 1 AS x", "lake/mixed/b.parquet")
            try fixture.write("notes", "lake/README.md")
            try fixture.write("id\n1\n", "lake/.hidden.csv")
            let tables = try await fixture.connect(to: "lake")
            #expect(tables.map(\.path) == [["members"], ["pay"], ["tabs"]])
            #expect(tables.map(\.kind) == ["CSV", "Parquet", "CSV"])
            #expect(tables.map(\.rowCount) == [nil, 2, nil])
            #expect(tables.map(\.fileCount) == [1, 2, 1])
            let browse = BrowseWarehouse(fixture.context)
            #expect(try await browse("lake") == tables)
            let columns = try await browse("lake", table: ["pay"])
            #expect(columns.map(\.name) == ["id", "amount", "year"])
            #expect(columns.map(\.type) == [.integer, .number, .integer])
            let members = try await browse("lake", table: ["members"])
            #expect(members.map(\.name) == ["id", "성별"])
            let unknown = await fixture.failure { _ = try await browse("lake", table: ["mebers"]) }
            #expect(unknown.contains("nearest is 'members'"), "\(unknown)")
        }
    }

    @Test func `a database's schemas, tables and views are listed with their columns`()
        async throws
    {
        try await CatalogueFixture.with { fixture in
            try await fixture.inDatabase(
                "lake.duckdb",
                [
                    "CREATE TABLE members (id VARCHAR, age INTEGER, joined DATE, vip BOOLEAN)",
                    "INSERT INTO members VALUES ('a', 3, '2026-01-01', true), ('b', 4, NULL, NULL)",
                    "CREATE SCHEMA shop", "CREATE TABLE shop.orders (id BIGINT, at TIMESTAMPTZ)",
                    "CREATE VIEW adults AS SELECT * FROM members WHERE age > 3",
                ])
            let tables = try await fixture.connect(to: "lake.duckdb")
            #expect(
                tables.map { $0.path.joined(separator: ".") } == [
                    "main.adults", "main.members", "shop.orders",
                ])
            #expect(tables.map(\.kind) == ["view", "table", "table"])
            #expect(tables.map(\.rowCount) == [nil, 2, 0])
            let browse = BrowseWarehouse(fixture.context)
            let columns = try await browse("lake", table: ["members"])
            #expect(columns.map(\.typeName) == ["VARCHAR", "INTEGER", "DATE", "BOOLEAN"])
            #expect(columns.map(\.type) == [.text, .integer, .time, .boolean])
            #expect(try await browse("lake", table: ["main", "adults"]).count == 4)
            let unknown = await fixture.failure {
                _ = try await browse("lake", table: ["shop", "order"])
            }
            #expect(unknown.contains("nearest is 'shop.orders'"), "\(unknown)")
        }
    }

    @Test func `what cannot be read is not saved, and says how to mend it`() async throws {
        try await CatalogueFixture.with { fixture in
            try fixture.write("this is no database, whatever its name says", "bad.duckdb")
            try fixture.write("nothing", "empty/notes.txt")
            let cases = [
                ("none", "there is nothing here", nil as String?),
                ("bad.duckdb", "cannot be opened", nil), ("empty", "has no tables here", nil),
                ("empty", "is a folder", "duckdb"), ("bad.duckdb", "Name the folder", "folder"),
                ("bad.duckdb", "the nearest is 'duckdb'", "duckdv"),
            ]
            for (path, words, driver) in cases {
                let sentence = await fixture.failure {
                    var connection = try ConnectionRecord(
                        name: "x", path: fixture.folder.path + "/" + path)
                    if let driver { connection.driver = driver }
                    _ = try await ConnectWarehouse(fixture.context)(connection)
                }
                #expect(sentence.lowercased().contains(words.lowercased()), "\(sentence)")
            }
            let options = await fixture.failure {
                _ = try await ConnectWarehouse(fixture.context)(
                    ConnectionRecord(
                        name: "x", driver: "duckdb", options: ["path": "/a", "password": "p"]))
            }
            #expect(options.contains("/options/password"), "\(options)")
            #expect(try await fixture.metadata.connections().isEmpty)
        }
    }

    @Test func `a connection is taken away only where no table uses it`() async throws {
        try await CatalogueFixture.with { fixture in
            try fixture.write("id\n1\n", "lake/members.csv")
            try await fixture.connect(to: "lake")
            _ = try await RegisterTable(fixture.context)(
                TableRegistration(
                    name: "members", connection: "lake", path: ["members"], userKey: "id"))
            let used = await fixture.failure {
                try await ConnectWarehouse(fixture.context).remove("lake")
            }
            #expect(used.contains("1 table: 'members'"), "\(used)")
            try await RemoveTable(fixture.context)("members")
            try await ConnectWarehouse(fixture.context).remove("lake")
            #expect(try await fixture.metadata.connections().isEmpty)
            let unknown = await fixture.failure {
                try await ConnectWarehouse(fixture.context).remove("lake")
            }
            #expect(unknown.contains("There is no connection 'lake'"))
        }
    }
}
