import Foundation
import Testing
import WarehouseDuckDB
import Warehouses

@Suite(.serialized, .enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
struct DuckDBWarehouseTests {
    @Test func `the types that only DuckDB has are read too`() async throws {
        let session = try await InstalledDuckDB.warehouse().session(SessionOptions())
        let rows = try await session.rows(
            """
            SELECT CAST('b' AS ENUM ('a', 'b')) AS e,
                UUID '00112233-4455-6677-8899-aabbccddeeff' AS u,
                sum(i) AS total, CAST(max(i) AS UBIGINT) AS big, CAST(1.5 AS FLOAT) AS f,
                CAST(123456789012345678901.5 AS DECIMAL(30, 1)) AS wide,
                TIMESTAMP_S '1970-01-01 00:00:01' AS s, TIMESTAMP_MS '1970-01-01 00:00:01' AS ms,
                TIMESTAMP_NS '1969-12-31 23:59:59.999999999' AS ns,
                TIMESTAMPTZ '1970-01-01 09:00:00+09' AS tz, NULL AS nothing
            FROM range(3) AS numbers(i)
            """)
        let batch = try #require(try await rows.next())
        guard case .text(let enumeration) = batch.columns[0],
            case .text(let uuid) = batch.columns[1], case .double(let wide) = batch.columns[5]
        else { throw TypeMismatch() }
        #expect(enumeration.string(row: 0) == "b")
        #expect(uuid.string(row: 0) == "00112233-4455-6677-8899-aabbccddeeff")
        #expect(wide.values == [123_456_789_012_345_678_901.5])
        let integers = batch.columns[6...9].map { column -> Int64? in
            if case .timestamp(let times) = column { times.values[0] } else { nil }
        }
        #expect(integers == [1_000_000, 1_000_000, -1, 0])
        #expect(batch.columns[2] == .integer(IntegerColumn(values: [3])))
        #expect(batch.columns[3] == .integer(IntegerColumn(values: [2])))
        #expect(batch.columns[4] == .double(DoubleColumn(values: [1.5])))
        let null = Presence(words: [0], nullCount: 1)
        #expect(batch.columns[10] == .integer(IntegerColumn(values: [0], presence: null)))
    }

    @Test func `a type that cannot be read names its column and the way out`() async throws {
        let session = try await InstalledDuckDB.warehouse().session(SessionOptions())
        let list = try #require(await session.failure("SELECT [1, 2] AS pair"))
        #expect(list.code == .unsupportedType)
        #expect(list.description.contains("pair") && list.description.contains("CAST"))
        let huge = try #require(
            await session.failure("SELECT CAST(170141183460469231731 AS HUGEINT) AS huge"))
        #expect(huge.code == .badValue)
        #expect(huge.description.contains("huge"))
    }

    @Test func `the session's time zone cuts the days`() async throws {
        let warehouse = try InstalledDuckDB.warehouse()
        for (zone, day) in [("Asia/Seoul", 1), ("UTC", 0), ("America/New_York", 0)] {
            let session = try await warehouse.session(SessionOptions(timeZone: zone))
            let rows = try await session.rows(
                "SELECT CAST(TIMESTAMPTZ '1970-01-01 20:00:00+00' AS DATE)")
            let batch = try await rows.next()
            #expect(batch?.columns == [.date(IntegerColumn(values: [Int64(day)]))])
        }
    }

    @Test func `an unknown time zone is refused`() async throws {
        let warehouse = try InstalledDuckDB.warehouse()
        await #expect {
            try await warehouse.session(SessionOptions(timeZone: "Mars/Olympus"))
        } throws: { "\($0)".contains("Mars/Olympus") }
    }

    @Test func `more than the memory limit goes to the temporary directory, if there is one`()
        async throws
    {
        let folder = try ScratchFolder()
        let sort: Statement = "SELECT * FROM range(8000000) ORDER BY hash(range)"
        let poor = try InstalledDuckDB.warehouse { $0.memoryLimitBytes = 64 << 20 }
        let error = try await poor.session(SessionOptions()).failure(sort)
        #expect(error?.code == .outOfMemory)
        let spilling = try InstalledDuckDB.warehouse {
            $0.memoryLimitBytes = 64 << 20
            $0.temporaryDirectory = folder.path
        }
        let session = try await spilling.session(SessionOptions())
        #expect(try await session.count(sort) == 8_000_000)
    }

    @Test func `a missing file or database is named`() async throws {
        let warehouse = try InstalledDuckDB.warehouse {
            $0.tables = [.init(name: "events", files: ["nowhere/*.csv"])]
        }
        await #expect { try await warehouse.session(SessionOptions()) } throws: {
            "\($0)".contains("nowhere/*.csv") && ($0 as? WarehouseError)?.code == .missingFile
        }
        let file = try InstalledDuckDB.warehouse { $0.database = .file(path: "nowhere.db") }
        await #expect { try await file.session(SessionOptions()) } throws: {
            "\($0)".contains("nowhere.db") && ($0 as? WarehouseError)?.code == .connection
        }
        let session = try await InstalledDuckDB.warehouse().session(SessionOptions())
        for source: Statement in [
            "SELECT * FROM 'nowhere.csv'", "SELECT * FROM read_csv('nowhere.csv')",
        ] {
            #expect(await session.failure(source)?.code == .missingFile)
        }
    }

    private struct TypeMismatch: Error {}
}

struct DuckDBLibraryTests {
    @Test func `a missing library names the remedy`() {
        #expect {
            try DuckDBLibrary.load(setting: "/nowhere/libduckdb.so")
        } throws: {
            let error = $0 as? WarehouseError
            return error?.code == .libraryMissing && "\($0)".contains("script/setup")
                && "\($0)".contains("CXM_DUCKDB_LIBRARY")
        }
    }
}
