import Definitions
import Foundation
import Metadata
import MetadataSQLite
import Operations
import TestSupport
import Testing
import WarehouseDuckDB
import Warehouses

/// A home with metadata in memory, and a folder for a warehouse beside it.
struct CatalogueFixture {
    let imports: ImportFixture
    let metadata: SQLiteMetadata
    var folder: URL { imports.folder }

    static func with(_ body: (CatalogueFixture) async throws -> Void) async throws {
        try await ImportFixture.with { imports in
            try await body(
                CatalogueFixture(imports: imports, metadata: try SQLiteMetadata.inMemory()))
        }
    }

    var context: CatalogueContext { context(at: 1000) }

    func context(at now: Int64) -> CatalogueContext {
        CatalogueContext(
            home: imports.home, metadata: metadata, now: now, openWarehouse: Self.open,
            homeWarehouse: { [imports] in imports.warehouse })
    }

    private static func open(_ connection: ConnectionRecord) throws -> any Warehouse {
        var configuration = DuckDBConfiguration()
        if case .database(let path) = try ConnectionTarget(connection) {
            configuration.database = .file(path: path)
        }
        let library = try #require(InstalledDuckDB.library)
        return DuckDBWarehouse(library: library, configuration: configuration)
    }

    /// Runs statements in a DuckDB file and closes it.
    func inDatabase(_ name: String, _ statements: [String]) async throws {
        var configuration = DuckDBConfiguration()
        configuration.database = .writableFile(path: folder.path + "/" + name)
        let library = try #require(InstalledDuckDB.library)
        let session = try await DuckDBWarehouse(library: library, configuration: configuration)
            .session(SessionOptions())
        for statement in statements { try await session.execute(Statement(statement)) }
        await session.close()
    }

    /// Writes a Parquet file with the rows of a SELECT.
    func parquet(_ select: String, _ path: String) async throws {
        let whole = folder.appending(path: path)
        try FileManager.default.createDirectory(
            at: whole.deletingLastPathComponent(), withIntermediateDirectories: true)
        let session = try await imports.warehouse.session(SessionOptions())
        try await session.execute(
            Statement("COPY (\(select)) TO '\(whole.path)' (FORMAT parquet)"))
        await session.close()
    }

    func write(_ text: String, _ path: String) throws {
        let whole = folder.appending(path: path)
        try FileManager.default.createDirectory(
            at: whole.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: whole)
    }

    @discardableResult
    func connect(_ name: String = "lake", to path: String) async throws -> [WarehouseTable] {
        try await ConnectWarehouse(context)(
            ConnectionRecord(name: name, path: folder.path + "/" + path))
    }

    /// A saved segment with this definition.
    @discardableResult
    func segment(_ name: String, _ definition: String) async throws -> SegmentRecord {
        try await metadata.create(
            SegmentRecord(name: name, status: .active, owner: "kim"),
            version: SegmentVersion(
                segment: 0, number: 1, definition: try JSONValue(parsing: definition),
                canonicalHash: "", author: "kim", note: "", createdAt: 0), at: 1)
    }

    /// What an operation says where it fails, without the fixture's folder.
    func failure(_ body: () async throws -> Void) async -> String {
        do {
            try await body()
        } catch {
            return "\(error)".replacing(folder.path + "/", with: "")
        }
        Issue.record("it should have failed")
        return ""
    }
}
