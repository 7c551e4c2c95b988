import Attributes
import Definitions
package import Warehouses

/// Imports the rows of files as attributes of their users.
///
///     let report = try await ImportTable(home: home, warehouse: duckDB, now: now)(request)
///
/// The table is replaced, all at once at the end; where anything is wrong, nothing has changed. Cost:
/// reads each file once, and once more where it has rows to reject; memory as `TableIngest` says.
package struct ImportTable: Sendable {
    private let home: Home
    private let warehouse: any Warehouse
    private let now: Int64
    private let progress: ImportEvents.ProgressHandler?

    /// `now`: milliseconds since 1970 UTC, for the name of the rejects file.
    package init(
        home: Home, warehouse: any Warehouse, now: Int64,
        progress: ImportEvents.ProgressHandler? = nil
    ) {
        self.home = home
        self.warehouse = warehouse
        self.now = now
        self.progress = progress
    }

    package func callAsFunction(_ request: TableRequest) async throws -> TableReport {
        let prepared = try await TablePreparation(home: home, warehouse: warehouse)
            .prepare(request)
        let source = prepared.source
        let ingest = try TableIngest(
            home: home.path, table: request.table, attributes: source.attributes,
            source: source.json)
        defer { ingest.abort() }
        var writer = RejectsWriter(home: home, name: request.table, now: now)
        for (index, file) in source.files.enumerated() where !file.columns.isEmpty {
            try await read(TableSelect(source: source, file: file), into: ingest, &writer) {
                progress?(
                    ImportProgress(
                        file: file.path, fileNumber: index + 1, fileCount: source.files.count,
                        rows: ingest.rowCount,
                        expectedRows: prepared.estimate.total.map { max($0, ingest.rowCount) }))
            }
        }
        try writer.close()
        try Task.checkCancellation()
        return try finish(ingest, source, rejects: writer.rejects)
    }

    private func finish(
        _ ingest: TableIngest, _ source: TableSource, rejects: Rejects
    ) throws -> TableReport {
        for file in source.files where try !file.isUnchanged() {
            throw OperationError.fileChanged(file.path)
        }
        var summary: TableSummary?
        if ingest.rowCount > 0 {
            summary = try ingest.commit()
        } else if rejects.total > 0 {
            throw OperationError.noReadableRow(table: ingest.table, rejects: rejects)
        }
        return TableReport(
            table: ingest.table, summary: summary, rejects: rejects,
            attributes: source.attributes, fileCount: source.files.count,
            hasTimes: source.timeColumn != nil)
    }

    private func read(
        _ select: TableSelect, into ingest: TableIngest, _ writer: inout RejectsWriter,
        tell: () -> Void
    ) async throws {
        let session = try await warehouse.session(SessionOptions())
        do {
            let stream = try await session.rows(select.rows().statement)
            var faults = 0
            while let batch = try await stream.next() {
                let (rows, faultCount) = TableBatch.reading(
                    batch, hasTimes: select.source.timeColumn != nil,
                    attributes: select.properties)
                if rows.rowCount > 0 { try ingest.append(rows) }
                try Task.checkCancellation()
                faults += faultCount
                tell()
            }
            try await RejectReader(warehouse: warehouse, select: select)
                .read(session, faultCount: faults, into: &writer)
        } catch let error as WarehouseError {
            throw try await ImportFailure(warehouse: warehouse, select: select).explained(error)
        }
        await session.close()
    }
}

extension OperationError {
    static func noReadableRow(table: String, rejects: Rejects) -> OperationError {
        let reasons = rejects.counts.sorted { $0.value > $1.value }
            .map { "\($0.value) with \($0.key.rawValue)" }.joined(separator: ", ")
        return OperationError(
            "No row can be imported into the table '\(table)': \(reasons). See "
                + "\(rejects.path ?? ""), and check --user and --time; nothing has changed.")
    }
}
