import Foundation
import Operations
import TestSupport
import Testing
import WarehouseDuckDB
import Warehouses

@Suite(.serialized, .enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
struct SQLSegmentTests {
    /// Runs `body` with a warehouse of one table of members.
    func withWarehouse(_ body: (any Warehouse) async throws -> Void) async throws {
        try await Fixture.withFolder { folder in
            let rows = (1...300).map { "\($0),\($0 % 2 == 0 ? "F" : "M"),2026-03-01" }
            let file = try Fixture.write(
                "member_id,sex,joined\n" + rows.joined(separator: "\n") + "\n,F,\n",
                named: "members.csv", in: folder)
            _ = try Fixture.write("password\nhunter2\n", named: "secret.csv", in: folder)
            var configuration = DuckDBConfiguration()
            configuration.tables = [.init(name: "members", files: [file.path])]
            configuration.threadCount = 1
            try await body(
                DuckDBWarehouse(
                    library: try #require(InstalledDuckDB.library), configuration: configuration))
        }
    }

    func segment(
        _ text: String, _ warehouse: any Warehouse,
        limits: SQLSegment.Limits = SQLSegment.Limits()
    ) -> SQLSegment {
        SQLSegment(text, warehouse: warehouse, userKeys: ["member_id"], limits: limits)
    }

    func refusal(_ text: String, _ warehouse: any Warehouse) async -> WarehouseError? {
        do throws(WarehouseError) {
            try await segment(text, warehouse).check()
            return nil
        } catch {
            return error
        }
    }

    @Test func `the user key is the only column or the one of its name`() async throws {
        try await withWarehouse { warehouse in
            let one = try await segment("SELECT member_id AS x FROM members", warehouse).check()
            #expect(one.keyColumn == 0)
            let many = try await segment("SELECT sex, MEMBER_ID FROM members", warehouse).check()
            #expect(many.keyColumn == 1)
            let none = await refusal("SELECT sex, joined FROM members", warehouse)
            #expect(none?.code == .unknownName)
            #expect(none?.sentence.contains("sex, joined") == true)
            #expect(none?.sentence.contains("member_id") == true)
            let twice = await refusal("SELECT member_id, member_id FROM members", warehouse)
            #expect(twice?.sentence.contains("more than once") == true)
            #expect(
                await refusal("SELECT joined FROM members", warehouse)?.code == .unsupportedType)
        }
    }

    @Test(arguments: [
        "COPY members TO 'out.csv'", "ATTACH 'a.db'", "PRAGMA version", "INSTALL httpfs",
        "LOAD httpfs", "SET threads = 1", "SELECT 1; SELECT 2", "INSERT INTO members VALUES (1)",
        "CREATE TABLE a AS SELECT 1", "SELECT content FROM read_text('FOLDER/secret.csv')",
        "SELECT * FROM read_csv('FOLDER/secret.csv')", "SELECT * FROM 'FOLDER/secret.csv'",
        "SELECT * FROM read_parquet('https://example.com/a.parquet')", "SELEC 1", "",
        "SELECT nothing FROM members",
    ])
    func `anything but one SELECT over the tables is refused`(text: String) async throws {
        try await Fixture.withFolder { folder in
            _ = try Fixture.write("password\nhunter2\n", named: "secret.csv", in: folder)
            try await withWarehouse { warehouse in
                let statement = text.replacing("FOLDER", with: folder.path)
                let error = try #require(await refusal(statement, warehouse), "\(text) was taken")
                #expect(
                    [.forbidden, .syntax, .unknownName, .missingFile].contains(error.code),
                    "\(error)")
                #expect(!error.description.contains("hunter2"))
                for run in [
                    { _ = try await segment(statement, warehouse).preview() },
                    { _ = try await segment(statement, warehouse).explain() },
                    { _ = try await segment(statement, warehouse).keys() },
                ] {
                    await #expect(throws: WarehouseError.self) { try await run() }
                }
            }
        }
    }

    @Test func `the first rows are shown, and whether there are more`() async throws {
        try await withWarehouse { warehouse in
            let text = "SELECT member_id, sex, CAST(joined AS DATE) AS joined FROM members"
            let preview = try await segment(text, warehouse).preview(limit: 2)
            #expect(preview.rows == [["1", "M", "2026-03-01"], ["2", "F", "2026-03-01"]])
            #expect(preview.isCut && preview.keyColumn == 0)
            let whole = try await segment(
                "SELECT member_id FROM members WHERE member_id IS NULL OR member_id > 299",
                warehouse
            ).preview(limit: 2)
            #expect(whole.rows == [["300"], [nil]])
            #expect(!whole.isCut)
        }
    }

    @Test func `the ids come batch by batch`() async throws {
        try await withWarehouse { warehouse in
            let keys = try await segment(
                "SELECT sex, member_id FROM members WHERE sex = 'F'", warehouse
            ).keys()
            var ids: [Int64] = []
            var nulls = 0
            while let column = try await keys.next() {
                guard case .integer(let numbers) = column else {
                    Issue.record("the ids are no integers")
                    return
                }
                for row in numbers.values.indices {
                    if numbers.presence[row] { ids.append(numbers.values[row]) } else { nulls += 1 }
                }
            }
            #expect(ids.sorted() == (1...150).map { Int64($0 * 2) })
            #expect(nulls == 1)
        }
    }

    @Test func `a plan is shown`() async throws {
        try await withWarehouse { warehouse in
            let plan = try await segment(
                "SELECT member_id FROM members WHERE sex = 'F'", warehouse
            ).explain()
            #expect(plan.contains("CSV"))
        }
    }

    @Test func `time and memory end`() async throws {
        try await withWarehouse { warehouse in
            var limits = SQLSegment.Limits()
            limits.time = .milliseconds(200)
            let endless = segment(
                "SELECT count(*) FROM range(1000000000) a, range(1000000000) b", warehouse,
                limits: limits)
            await #expect { try await endless.keys() } throws: {
                ($0 as? WarehouseError)?.code == .timedOut
            }
            limits.time = .seconds(60)
            limits.memoryBytes = 64 << 20
            let greedy = segment(
                "SELECT len(list(range)) FROM range(50000000)", warehouse, limits: limits)
            await #expect { try await greedy.keys() } throws: {
                ($0 as? WarehouseError)?.code == .outOfMemory
            }
        }
    }
}
