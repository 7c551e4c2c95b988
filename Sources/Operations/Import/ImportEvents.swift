import Columns
import Definitions
import EventStore
package import Warehouses

/// Imports the events of files into a dataset.
///
///     let report = try await ImportEvents(home: home, warehouse: duckDB, now: now)(request)
///
/// The days that the files hold replace those of the dataset, all at once at the end; where anything
/// is wrong, nothing has changed. Cost: reads each file once, and once more where it has rows to
/// reject.
package struct ImportEvents: Sendable {
    package typealias ProgressHandler = @Sendable (ImportProgress) -> Void

    private let home: Home
    private let warehouse: any Warehouse
    private let now: Int64
    private let progress: ProgressHandler?

    /// `now`: milliseconds since 1970 UTC, for the name of the rejects file.
    package init(
        home: Home, warehouse: any Warehouse, now: Int64, progress: ProgressHandler? = nil
    ) {
        self.home = home
        self.warehouse = warehouse
        self.now = now
        self.progress = progress
    }

    package func callAsFunction(_ request: ImportRequest) async throws -> ImportReport {
        let prepared = try await ImportPreparation(home: home, warehouse: warehouse)
            .prepare(request)
        let ingest = try EventIngest(
            home: home.path, dataset: request.dataset, plan: prepared.plan)
        defer { ingest.abort() }
        var writer = RejectsWriter(home: home, name: request.dataset, now: now)
        var estimate = prepared.estimate
        var rows = 0
        for (index, file) in prepared.source.files.enumerated() where !file.columns.isEmpty {
            let select = EventSelect(source: prepared.source, file: file)
            let before = rows
            try await read(select, into: ingest, &writer) { count in
                rows += count
                progress?(
                    ImportProgress(
                        file: file.path, fileNumber: index + 1,
                        fileCount: prepared.source.files.count, rows: rows,
                        expectedRows: estimate.total.map { max($0, rows) }))
            }
            estimate.set(rows - before, ofFile: index)
        }
        try writer.close()
        try Task.checkCancellation()
        return try finish(ingest, prepared, rejects: writer.rejects)
    }

    private func finish(
        _ ingest: EventIngest, _ prepared: PreparedImport, rejects: Rejects
    ) throws -> ImportReport {
        let dataset = prepared.dataset
        for file in prepared.source.files where try !file.isUnchanged() {
            throw OperationError.fileChanged(file.path)
        }
        var summary: IngestSummary?
        if ingest.eventCount > 0 {
            summary = try ingest.commit()
        } else if rejects.total > 0 {
            throw OperationError.nothingReadable(dataset: dataset, rejects: rejects)
        }
        return ImportReport(
            dataset: dataset, summary: summary, rejects: rejects,
            properties: prepared.source.properties, fileCount: prepared.source.files.count)
    }

    private func read(
        _ select: EventSelect, into ingest: EventIngest, _ writer: inout RejectsWriter,
        count: (Int) -> Void
    ) async throws {
        let session = try await warehouse.session(SessionOptions())
        do {
            let stream = try await session.rows(select.rows().statement)
            let faults = try await append(stream, of: select, to: ingest, count: count)
            try await RejectReader(warehouse: warehouse, select: select)
                .read(session, faultCount: faults, into: &writer)
        } catch let error as WarehouseError {
            throw try await ImportFailure(warehouse: warehouse, select: select).explained(error)
        }
        await session.close()
    }

    /// Takes a batch in while the next one is read.
    private func append(
        _ stream: RowStream, of select: EventSelect, to ingest: EventIngest, count: (Int) -> Void
    ) async throws -> Int {
        var faults = 0
        var batch = try await stream.next()
        while let current = batch {
            async let following = stream.next()
            let (events, faultCount) = EventBatch.reading(
                current, hasSequence: select.source.mapping.sequence != nil,
                properties: select.source.properties)
            try ingest.append(events)
            try Task.checkCancellation()
            faults += faultCount
            count(current.rowCount)
            batch = try await following
        }
        return faults
    }
}
