import Testing
import Warehouses

/// How every warehouse driver fails, and that it works on afterwards.
@Suite(.serialized, .enabled(if: !WarehouseDriver.installed.isEmpty, WarehouseDriver.missing))
struct WarehouseFailures {
    @Test(arguments: WarehouseDriver.installed)
    func `an error in the SQL has a code, a sentence and a place`(
        driver: WarehouseDriver
    ) async throws {
        let session = try await driver.session()
        let syntax = try #require(await session.failure("SELECT 1\nFROMM users WHERE"))
        #expect(syntax.code == .syntax)
        #expect(syntax.position?.line == 2)
        let unknown = try #require(await session.failure("SELECT 'é',\n  nowhere"))
        #expect(unknown.code == .unknownName)
        #expect(unknown.position == WarehouseError.Position(line: 2, column: 3))
        #expect(unknown.description.contains("nowhere"))
        #expect(await session.failure("SELECT * FROM nothing")?.code == .unknownName)
        #expect(await session.failure("SELECT CAST('x' AS INTEGER)")?.code == .badValue)
        #expect(try await session.table("SELECT 1") == ["1"])
    }

    @Test(arguments: WarehouseDriver.installed)
    func `the number of parameters must fit`(driver: WarehouseDriver) async throws {
        let session = try await driver.session()
        #expect(await session.failure("SELECT ?")?.code == .parameters)
        #expect(await session.failure(Statement("SELECT 1", [.null]))?.code == .parameters)
    }

    @Test(arguments: WarehouseDriver.installed)
    func `cancelling the task stops the statement`(driver: WarehouseDriver) async throws {
        let session = try await driver.session()
        let endless = driver.endless
        let running = Task { await session.failure(endless) }
        try await Task.sleep(for: .milliseconds(100))
        running.cancel()
        #expect(await running.value?.code == .cancelled)
        #expect(try await session.table("SELECT 1") == ["1"])
    }

    @Test(arguments: WarehouseDriver.installed)
    func `cancelling at any moment leaves the session usable`(
        driver: WarehouseDriver
    ) async throws {
        let session = try await driver.session()
        let endless = driver.endless
        for round in 0..<40 {
            let running = Task { await session.failure(endless) }
            try await Task.sleep(for: .microseconds(round * 100))
            running.cancel()
            #expect(await running.value?.code == .cancelled)
            #expect(try await session.table("SELECT 1") == ["1"])
        }
    }

    @Test(arguments: WarehouseDriver.installed)
    func `cancelling stops a statement whose rows are being read`(
        driver: WarehouseDriver
    ) async throws {
        let session = try await driver.session()
        let series = driver.series(1_000_000)
        let statement = Statement("SELECT a.i FROM \(series) a, \(series) b")
        let reading = Task { () -> WarehouseError? in
            do {
                for try await _ in try await session.rows(statement) {}
                return nil
            } catch { return error as? WarehouseError }
        }
        try await Task.sleep(for: .milliseconds(100))
        reading.cancel()
        #expect(await reading.value?.code == .cancelled)
        #expect(try await session.table("SELECT 1") == ["1"])
    }

    @Test(arguments: WarehouseDriver.installed)
    func `a statement ends at its time limit`(driver: WarehouseDriver) async throws {
        let session = try await driver.session(SessionOptions(timeLimit: .milliseconds(100)))
        let error = try #require(await session.failure(driver.endless))
        #expect(error.code == .timedOut)
        #expect(error.description.contains("100"))
        #expect(try await session.table("SELECT 1") == ["1"])
    }

    @Test(arguments: WarehouseDriver.installed)
    func `rows end when the session goes on or closes`(driver: WarehouseDriver) async throws {
        let session = try await driver.session()
        let series = driver.series(1_000_000)
        let first = try await session.rows(Statement("SELECT i FROM \(series)"))
        _ = try await first.next()
        #expect(try await session.table("SELECT 1") == ["1"])
        await #expect { try await first.next() } throws: {
            ($0 as? WarehouseError)?.code == .closed
        }
        let second = try await session.rows(Statement("SELECT i FROM \(series)"))
        await second.cancel()
        await #expect { try await second.next() } throws: {
            ($0 as? WarehouseError)?.code == .closed
        }
        await session.close()
        #expect(await session.failure("SELECT 1")?.code == .closed)
    }

    @Test(arguments: WarehouseDriver.installed)
    func `rows that nobody reads on are let go`(driver: WarehouseDriver) async throws {
        let session = try await driver.session()
        for _ in 0..<20 {
            let rows = try await session.rows(
                Statement("SELECT i FROM \(driver.series(1_000_000))"))
            _ = try await rows.next()
        }
        #expect(try await session.table("SELECT 1") == ["1"])
    }

    @Test(
        arguments: WarehouseDriver.installed,
        [
            "SELECT 1; SELECT 2", "", "-- nothing", "INSERT INTO users VALUES (1)",
            "CREATE TABLE mine (a INTEGER)", "CREATE VIEW mine AS SELECT 1", "SET a = 1",
            "SELECT 1; DROP TABLE users", "DROP TABLE users", "DELETE FROM users",
            "UPDATE users SET id = 2", "EXPLAIN SELECT 1",
        ])
    func `a locked-down session takes one SELECT and nothing else`(
        driver: WarehouseDriver, text: String
    ) async throws {
        let session = try await driver.session(SessionOptions(access: .lockedDown))
        let error = try #require(await session.failure(Statement(text)))
        #expect([.forbidden, .syntax, .unknownName].contains(error.code), "\(text): \(error)")
        await #expect { try await session.execute(Statement(text)) } throws: {
            ($0 as? WarehouseError)?.code == .forbidden
        }
        #expect(try await session.table("WITH one AS (SELECT 1) SELECT * FROM one") == ["1"])
    }
}
