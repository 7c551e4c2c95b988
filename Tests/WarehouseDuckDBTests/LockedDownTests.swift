import Foundation
import Testing
import WarehouseDuckDB
import Warehouses

/// What user SQL must not reach through DuckDB.
@Suite(.serialized, .enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
struct LockedDownTests {
    private static let lockedDown = SessionOptions(access: .lockedDown)

    @Test(arguments: [
        "COPY (SELECT 1) TO 'out.csv'", "COPY events FROM 'secret.csv'",
        "ATTACH 'other.db' AS other", "DETACH memory", "USE memory",
        "INSERT INTO events VALUES (1)", "CREATE TABLE mine AS SELECT 1",
        "CREATE OR REPLACE TEMP VIEW events AS SELECT 1", "CREATE MACRO f(x) AS x + 1",
        "PRAGMA database_list", "PRAGMA memory_limit = '100GB'", "CALL pragma_version()",
        "SET memory_limit = '100GB'", "SET enable_external_access = true",
        "RESET lock_configuration", "SET VARIABLE a = 1", "SET errors_as_json = false",
        "INSTALL httpfs", "LOAD httpfs", "EXPORT DATABASE 'out'", "IMPORT DATABASE 'in'",
        "CHECKPOINT", "VACUUM", "BEGIN TRANSACTION", "PREPARE p AS SELECT 1", "EXECUTE p",
        "SELECT 1; SELECT 2", "EXPLAIN ANALYZE SELECT 1", "CREATE SECRET (TYPE s3)",
        "FROM enable_logging(storage = 'file', storage_path = 'log')",
        "SELECT * FROM force_checkpoint() UNION ALL SELECT * FROM enable_profiling()",
    ])
    func `a statement that changes something is refused`(text: String) async throws {
        let folder = try ScratchFolder()
        let session = try await session(in: folder)
        let error = try #require(await session.failure(Statement(text)), "\(text) was run")
        #expect([.forbidden, .syntax, .unknownName].contains(error.code), "\(text): \(error)")
        #expect(try await session.count("SELECT * FROM events") == 2)
    }

    @Test(arguments: [
        "read_csv('SECRET')", "read_text('SECRET')", "read_blob('SECRET')", "'SECRET'",
        "read_parquet('SECRET')", "read_json('SECRET')", "sniff_csv('SECRET')",
        "parquet_metadata('SECRET')", "glob('FOLDER/*')", "read_csv('FOLDER/*.csv')",
        "read_text('FOLDER/../*')", "read_csv('http://127.0.0.1:9/a.csv')",
        "query('FROM read_text(''SECRET'')')", "query_table('SECRET')",
        "read_text('EVENTS/../secret.csv')", "read_duckdb('SECRET')",
    ])
    func `a file that is no table of the warehouse is not read`(source: String) async throws {
        let folder = try ScratchFolder()
        let session = try await session(in: folder)
        let text =
            "SELECT * FROM "
            + source
            .replacingOccurrences(of: "SECRET", with: folder.path + "/secret.csv")
            .replacingOccurrences(of: "EVENTS", with: folder.path + "/events.csv")
            .replacingOccurrences(of: "FOLDER", with: folder.path)
        let error = try #require(await session.failure(Statement(text)), "\(text) was run")
        #expect(!error.description.contains("hunter2"))
        #expect([.forbidden, .missingFile, .unknownName].contains(error.code), "\(text): \(error)")
    }

    @Test func `functions that read files or the environment are refused`() async throws {
        let session = try await session(in: try ScratchFolder())
        for text in ["SELECT getenv('HOME')", "SELECT current_setting('s3_secret_access_key')"] {
            #expect(await session.failure(Statement(text)) != nil, "\(text) was run")
        }
    }

    @Test func `memory limits hold for each session alone`() async throws {
        let warehouse = try InstalledDuckDB.warehouse()
        let small = try await warehouse.session(
            SessionOptions(access: .lockedDown, memoryLimitBytes: 64 << 20))
        let error = try #require(
            await small.failure("SELECT list(range) FROM range(50000000)"))
        #expect(error.code == .outOfMemory)
        #expect(try await small.count("SELECT 1") == 1)
        let other = try await warehouse.session(Self.lockedDown)
        #expect(try await other.count("SELECT 1") == 1)
    }

    @Test func `a database that may be changed takes no user SQL`() async throws {
        let folder = try ScratchFolder()
        let path = folder.path + "/data.db"
        let writable = try InstalledDuckDB.warehouse { $0.database = .writableFile(path: path) }
        let session = try await writable.session(SessionOptions())
        try await session.execute("CREATE TABLE users AS SELECT 'Ann' AS name")
        await #expect { try await writable.session(Self.lockedDown) } throws: {
            ($0 as? WarehouseError)?.code == .forbidden
        }
    }

    @Test func `a read-only database is open to user SQL and closed to changes`() async throws {
        let folder = try ScratchFolder()
        let path = folder.path + "/data.db"
        do {
            let writable = try InstalledDuckDB.warehouse { $0.database = .writableFile(path: path) }
            let session = try await writable.session(SessionOptions())
            try await session.execute("CREATE TABLE users AS SELECT 'Ann' AS name")
            await session.close()
        }
        let warehouse = try InstalledDuckDB.warehouse { $0.database = .file(path: path) }
        let locked = try await warehouse.session(Self.lockedDown)
        #expect(try await locked.count("SELECT * FROM users") == 1)
        let trusted = try await warehouse.session(SessionOptions())
        #expect(try await trusted.count("SELECT * FROM users") == 1)
        await #expect { try await trusted.execute("DROP TABLE users") } throws: { _ in true }
    }

    private func session(in folder: ScratchFolder) async throws -> any WarehouseSession {
        try "id\n1\n2\n".write(
            toFile: folder.path + "/events.csv", atomically: true, encoding: .utf8)
        try "password\nhunter2\n".write(
            toFile: folder.path + "/secret.csv", atomically: true, encoding: .utf8)
        let warehouse = try InstalledDuckDB.warehouse {
            $0.tables = [.init(name: "events", files: [folder.path + "/ev*.csv"])]
        }
        return try await warehouse.session(Self.lockedDown)
    }
}
