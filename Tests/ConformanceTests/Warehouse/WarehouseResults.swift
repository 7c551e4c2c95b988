import Testing
import Warehouses

/// What every warehouse driver gives back.
@Suite(.serialized, .enabled(if: !WarehouseDriver.installed.isEmpty, WarehouseDriver.missing))
struct WarehouseResults {
    @Test(arguments: WarehouseDriver.installed)
    func `each kind of value arrives as its column kind`(driver: WarehouseDriver) async throws {
        let session = try await driver.session()
        let rows = try await session.rows(
            """
            SELECT 'Zoë' AS t, CAST(-5 AS BIGINT) AS i, CAST(7 AS SMALLINT) AS s,
                CAST(1.5 AS DOUBLE) AS d, CAST(2.25 AS DECIMAL(9, 2)) AS m, true AS b,
                TIMESTAMP '1970-01-02 00:00:00.000001' AS at, DATE '1969-12-31' AS day
            """)
        #expect(
            rows.columns.map { "\($0.name) \($0.kind)" } == [
                "t text", "i integer", "s integer", "d double", "m double", "b boolean",
                "at timestamp", "day date",
            ])
        let batch = try #require(try await rows.next())
        let words = batch.columns.map { $0.word(0) }
        #expect(words == ["Zoë", "-5", "7", "1.5", "2.25", "true", "86400000001", "-1"])
        #expect(try await rows.next() == nil)
    }

    @Test(arguments: WarehouseDriver.installed)
    func `null is told from empty and zero in every kind`(driver: WarehouseDriver) async throws {
        let session = try await driver.session()
        let lines = try await session.table(
            Statement(
                """
                SELECT CASE WHEN i % 2 = 0 THEN '' END, CASE WHEN i % 3 = 0 THEN 0 END,
                    CASE WHEN i % 2 = 1 THEN CAST(0.5 AS DOUBLE) END,
                    CASE WHEN i < 2 THEN i = 1 END,
                    CASE WHEN i = 3 THEN TIMESTAMP '1970-01-01 00:00:00' END,
                    CASE WHEN i = 2 THEN DATE '1970-01-01' END
                FROM \(driver.series(4)) ORDER BY i
                """))
        #expect(
            lines == [
                " 0 NULL false NULL NULL",
                "NULL NULL 0.5 true NULL NULL",
                " NULL NULL NULL NULL 0",
                "NULL 0 0.5 NULL 0 NULL",
            ])
    }

    @Test(arguments: WarehouseDriver.installed)
    func `an empty result has columns and no batch`(driver: WarehouseDriver) async throws {
        let session = try await driver.session()
        let rows = try await session.rows("SELECT 1 AS one WHERE 1 = 0")
        #expect(rows.columns == [ColumnDescription(name: "one", kind: .integer)])
        #expect(try await rows.next() == nil)
    }

    @Test(arguments: WarehouseDriver.installed)
    func `300 thousand rows arrive whole, in order and in several batches`(
        driver: WarehouseDriver
    ) async throws {
        let session = try await driver.session()
        // Every seventh row is null, so that nulls cross words and batches at odd places.
        let rows = try await session.rows(
            Statement(
                """
                SELECT i, CASE WHEN i % 7 <> 0 THEN i END AS n,
                    concat('a text longer than twelve bytes ', CAST(i % 1000 AS \(driver.textType)))
                        AS long,
                    CASE WHEN i % 7 <> 0 THEN CAST(i AS \(driver.textType)) END AS short
                FROM \(driver.series(300_000)) ORDER BY i
                """))
        var next = 0
        var batches = 0
        for try await batch in rows {
            batches += 1
            for row in 0..<batch.rowCount {
                let isNull = next % 7 == 0
                let words = batch.columns.map { $0.word(row) }
                let expected = [
                    "\(next)", isNull ? "NULL" : "\(next)",
                    "a text longer than twelve bytes \(next % 1000)", isNull ? "NULL" : "\(next)",
                ]
                try #require(words == expected)
                next += 1
            }
        }
        #expect(next == 300_000)
        #expect(batches > 1)
    }

    @Test(arguments: WarehouseDriver.installed)
    func `parameters keep their values, whatever they look like`(
        driver: WarehouseDriver
    ) async throws {
        let session = try await driver.session()
        for text in ["it's", "'; DROP TABLE users; --", "?", "\\", "", "한국어 \u{1F600}", "a\nb"] {
            #expect(try await session.table(Statement("SELECT ?", [.text(text)])) == [text])
        }
        let lines = try await session.table(
            Statement(
                "SELECT ?, ?, ?, ?, ?, ?",
                [
                    .integer(.min), .double(-0.25), .boolean(true), .null,
                    .timestamp(microseconds: -1), .date(days: 19_000),
                ]))
        #expect(lines == ["\(Int64.min) -0.25 true NULL -1 19000"])
    }

    @Test(arguments: WarehouseDriver.installed)
    func `a statement without rows tells how many it changed`(
        driver: WarehouseDriver
    ) async throws {
        let session = try await driver.session()
        try await session.execute(
            Statement("CREATE TABLE users (name \(driver.textType), age INTEGER)"))
        let robert = "Robert'); DROP TABLE users; --"
        let changed = try await session.execute(
            Statement(
                "INSERT INTO users VALUES (?, ?), (?, ?)",
                [.text("Ann"), .integer(30), .text(robert), .integer(8)]))
        #expect(changed == 2)
        let young = Statement("SELECT name FROM users WHERE age < ?", [.integer(9)])
        #expect(try await session.table(young) == [robert])
    }

    @Test(arguments: WarehouseDriver.installed)
    func `sessions of a warehouse run at once and share its tables`(
        driver: WarehouseDriver
    ) async throws {
        let warehouse = try driver.makeWarehouse()
        let first = try await warehouse.session(SessionOptions())
        try await first.execute("CREATE TABLE shared AS SELECT 42 AS answer")
        let answers = try await withThrowingTaskGroup(of: [String].self) { group in
            for _ in 0..<8 {
                group.addTask {
                    let session = try await warehouse.session(SessionOptions())
                    return try await session.table("SELECT answer FROM shared")
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(answers == Array(repeating: "42", count: 8))
    }
}
