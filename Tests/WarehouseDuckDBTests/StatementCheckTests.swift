import Testing
import WarehouseDuckDB
import Warehouses

/// What a statement would give, and where it is refused, without running it.
@Suite(.serialized, .enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
struct StatementCheckTests {
    private func session(
        _ access: SessionOptions.Access = .lockedDown
    ) async throws -> any StatementCheck {
        let session = try await InstalledDuckDB.warehouse()
            .session(SessionOptions(access: access))
        return try #require(session as? any StatementCheck)
    }

    @Test func `the columns of a statement are known without running it`() async throws {
        let session = try await session()
        let columns = try await session.columns(
            of: "SELECT range AS id, 'a' AS name, range > 1 AS big, error('run') FROM range(3)")
        #expect(columns.map(\.name).prefix(3) == ["id", "name", "big"])
        #expect(columns.map(\.kind).prefix(3) == [.integer, .text, .boolean])
        #expect(
            try await session.columns(of: Statement("SELECT CAST(? AS VARCHAR) AS a", [.text("x")]))
                == [ColumnDescription(name: "a", kind: .text)])
    }

    @Test func `a plan is told in the warehouse's words`() async throws {
        let session = try await session()
        let plan = try await session.explain("SELECT range FROM range(3) WHERE range > 1 -- end")
        #expect(plan.contains("RANGE"))
        // The session goes on.
        #expect(try await session.count("SELECT 1") == 1)
    }

    @Test(arguments: [
        ("  COPY (SELECT 1) TO 'out.csv'", 1, 3), ("-- harmless\nATTACH 'x.db' AS x", 2, 1),
        ("/* a;\n b */ PRAGMA database_list", 2, 7), ("INSTALL httpfs", 1, 1),
        ("SET memory_limit = '1GB'", 1, 1), ("\n\n DROP TABLE a", 3, 2),
        ("SELECT ';'; SELECT 2", 1, 13), ("SELECT 1;\n-- two\n DELETE FROM a", 3, 2),
        ("SELECT $$;$$, \";\" ;; SELECT 2", 1, 22), ("SELECT E'\\';' ; SELECT 1", 1, 17),
        ("SELECT *\nFROM read_csv('a.csv')", 2, 6),
        ("SELECT * FROM range(1) AS r(i)\nJOIN\n read_text('/etc/passwd') ON true", 3, 2),
        ("SELECT 'é', * FROM read_parquet('https://x/a.parquet')", 1, 20),
        ("SELECT 1 FRM x WHERE", 1, 14), ("SELECT\n  nowhere", 2, 3),
    ])
    func `what may not run is refused with its place`(
        text: String, line: Int, column: Int
    ) async throws {
        let session = try await session()
        for attempt in [
            { _ = try await session.columns(of: Statement(text)) },
            { _ = try await session.explain(Statement(text)) },
        ] {
            do {
                try await attempt()
                Issue.record("\(text) was taken")
            } catch {
                let error = try #require(error as? WarehouseError)
                #expect([.forbidden, .syntax, .unknownName].contains(error.code))
                #expect(
                    error.position == WarehouseError.Position(line: line, column: column),
                    "\(text): \(error)")
                #expect(error.description.contains("Line \(line), column \(column)"))
            }
        }
        #expect(try await session.count("SELECT 1") == 1)
    }

    @Test func `an explained statement is not run`() async throws {
        let session = try await session(.trusted)
        try await session.execute("CREATE TABLE a AS SELECT 1 AS i")
        _ = try await session.explain("DELETE FROM a")
        #expect(try await session.count("SELECT * FROM a") == 1)
    }
}
