import Bitmaps
import Definitions
import Foundation
import Metadata
import Operations
import Testing
import WarehouseDuckDB
import Warehouses

/// Parquet files as DuckDB reads them.
@Suite(.enabled(if: InstalledDuckDB.library != nil, "DuckDB is not installed"))
struct ParquetTests {
    private func rows(_ sql: String) async throws -> [[String]] {
        let warehouse = DuckDBWarehouse(
            library: try #require(InstalledDuckDB.library), configuration: DuckDBConfiguration())
        let session = try await warehouse.session(SessionOptions())
        let rows = try await session.rows(Statement(sql))
        var found: [[String]] = []
        while let batch = try await rows.next() {
            for row in 0..<batch.rowCount {
                found.append(
                    batch.columns.map { column in
                        switch column {
                        case .text(let column): column.string(row: row) ?? "NULL"
                        case .integer(let column): "\(column.values[row])"
                        default: "?"
                        }
                    })
            }
        }
        await session.close()
        return found
    }

    @Test func `users come back as they are`() async throws {
        let ids = ["a", #"b"c"#, "new\nline", "한글", ""] + (0..<20_000).map { "u\($0)" }
        let home = try UsersHome(ids)
        let segment = try await home.segment("a")
        let users = Bitmap(0..<UInt32(ids.count))
        try await home.snapshot(of: segment, users)
        let export = try await ExportSegment(home.space())(
            try await home.current(segment), .init(format: .parquet, limit: 15_000))
        var stream = export.stream()
        var bytes: [UInt8] = []
        while let piece = stream.next() { bytes += piece }
        let path = home.folder.path + "/users.parquet"
        try Data(bytes).write(to: URL(filePath: path))
        let found = try await rows("SELECT user FROM read_parquet('\(path)')")
        #expect(found.map { $0[0] } == Array(ids.prefix(15_000)))
        let pairs = try await rows(
            """
            SELECT decode(key), decode(value) FROM parquet_kv_metadata('\(path)') ORDER BY 1
            """)
        let trailer = try #require(stream.trailer)
        #expect(pairs.contains(["cxm.rows", "15000"]))
        #expect(pairs.contains(["cxm.sha256", trailer.sha256]))
        #expect(pairs.contains(["cxm.next", "\(export.snapshot.id).u14994"]))
    }

    @Test func `a file of several groups of rows, and an empty one, are whole`() async throws {
        for users in [1, 1_050_000] {
            let folder = SnapshotFixture.TestFolder()
            let bench = try BenchExport(home: folder.path, users: users)
            var bytes: [UInt8] = []
            let found = try bench.run(.parquet) { bytes += $0 }
            let path = folder.path + "/users.parquet"
            try Data(bytes).write(to: URL(filePath: path))
            let counted = try await rows(
                """
                SELECT count(*)::VARCHAR, count(DISTINCT "user")::VARCHAR, max("user")
                FROM read_parquet('\(path)')
                """)
            #expect(counted[0][0] == "\(found.trailer.rows)" && counted[0][1] == counted[0][0])
            if users > 1 { #expect(counted[0][2] == "m01049999") }
            let groups = try await rows(
                "SELECT num_row_groups::VARCHAR FROM parquet_file_metadata('\(path)')")
            #expect(groups == [[users > 1 ? "2" : "0"]])
        }
    }
}
