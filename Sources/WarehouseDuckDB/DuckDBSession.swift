import Warehouses

/// A connection to DuckDB on a thread of its own; all its work is done there, in order.
actor DuckDBSession: WarehouseSession {
    /// A statement whose rows are being read.
    private struct Reading {
        let number: Int
        let result: OpenResult
        var batch: BatchBuilder
        /// DuckDB takes being asked beyond the end for an error.
        var hasMore = true
        let timer: Task<Void, Never>?
    }

    private let thread = SessionThread()
    private let interrupter = Interrupter()
    private let timeLimit: Duration?
    private let onlySelect: Bool
    private var connection: Connection?
    private var reading: Reading?

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe thread.asUnownedSerialExecutor()
    }

    init(timeLimit: Duration?, access: SessionOptions.Access) {
        self.timeLimit = timeLimit
        onlySelect = access == .lockedDown
    }

    isolated deinit {
        closeNow()
    }

    func open(
        _ connect: @Sendable () throws(WarehouseError) -> Connection
    ) throws(WarehouseError) {
        let connection = try connect()
        interrupter.attach(connection)
        self.connection = connection
    }

    func rows(_ statement: Statement) async throws(WarehouseError) -> RowStream {
        let (number, connection) = try begin()
        let timer = startTimer(number)
        do throws(WarehouseError) {
            let columns = try await stoppable(number) { () throws(WarehouseError) in
                let result = try start(statement, .streaming, on: connection)
                let types = try result.columnTypes()
                reading = Reading(
                    number: number, result: result, batch: BatchBuilder(types), timer: timer)
                return types.map { ColumnDescription(name: $0.name, kind: $0.type.kind) }
            }
            return RowStream(DuckDBRows(columns: columns, number: number, session: self))
        } catch {
            timer?.cancel()
            interrupter.end(number)
            throw error
        }
    }

    func execute(_ statement: Statement) async throws(WarehouseError) -> Int {
        if onlySelect { throw .onlySelect() }
        let (number, connection) = try begin()
        let timer = startTimer(number)
        defer {
            timer?.cancel()
            interrupter.end(number)
        }
        return try await stoppable(number) { () throws(WarehouseError) in
            try start(statement, .whole, on: connection).rowsChanged
        }
    }

    func close() {
        closeNow()
    }

    /// The next batch of a statement that is still being read.
    func nextBatch(_ number: Int) async throws(WarehouseError) -> RowBatch? {
        guard reading?.number == number else { throw .streamClosed }
        do throws(WarehouseError) {
            let batch = try await stoppable(number) { () throws(WarehouseError) in
                try fillBatch()
            }
            if batch == nil { endReading(number) }
            return batch
        } catch {
            endReading(number)
            throw error
        }
    }

    /// Lets go of a statement's rows, if they are still being read.
    func endReading(_ number: Int) {
        guard let reading, reading.number == number else { return }
        reading.timer?.cancel()
        if reading.hasMore { reading.result.abandon(number, interrupter) }
        interrupter.end(number)
        self.reading = nil
    }

    /// The same from anywhere, without waiting for it.
    nonisolated func letGo(_ number: Int) {
        thread.run { [self] in assumeIsolated { $0.endReading(number) } }
    }
}

extension DuckDBSession {
    private func begin() throws(WarehouseError) -> (number: Int, connection: Connection) {
        if let reading { endReading(reading.number) }
        guard let connection else { throw .sessionClosed }
        return (interrupter.begin(), connection)
    }

    private func start(
        _ statement: Statement, _ delivery: PendingResult.Delivery, on connection: Connection
    ) throws(WarehouseError) -> OpenResult {
        try connection.prepare(statement, onlySelect: onlySelect).start(delivery).finish()
    }

    private func fillBatch() throws(WarehouseError) -> RowBatch? {
        guard var reading else { return nil }
        while reading.hasMore, !reading.batch.isFull {
            reading.hasMore = try reading.result.withNextChunk { chunk throws(WarehouseError) in
                try reading.batch.append(chunk)
            }
        }
        let batch = reading.batch.isEmpty ? nil : reading.batch.finish()
        self.reading = reading
        return batch
    }

    /// Runs short work on the connection, between statements.
    func shortly<Value>(
        _ work: (Connection, _ onlySelect: Bool) throws(WarehouseError) -> Value
    ) async throws(WarehouseError) -> Value {
        let (number, connection) = try begin()
        let timer = startTimer(number)
        defer {
            timer?.cancel()
            interrupter.end(number)
        }
        return try await stoppable(number) { () throws(WarehouseError) in
            try work(connection, onlySelect)
        }
    }

    /// Runs blocking work that stops when the task is cancelled.
    private func stoppable<Value>(
        _ number: Int, _ work: () throws(WarehouseError) -> Value
    ) async throws(WarehouseError) -> Value {
        let interrupter = interrupter
        let result = await withTaskCancellationHandler {
            attempt(work)
        } onCancel: {
            interrupter.interrupt(number, because: .cancelled)
        }
        if case .failure(let error) = result { throw stopError(number) ?? error }
        return try result.get()
    }

    /// An actor's method, so that the work stays on the session's thread: a closure that does not
    /// touch the actor would run, and block, on a thread of the pool.
    private func attempt<Value>(
        _ work: () throws(WarehouseError) -> Value
    ) -> Result<Value, WarehouseError> {
        Result { () throws(WarehouseError) in try work() }
    }

    private func stopError(_ number: Int) -> WarehouseError? {
        switch interrupter.reason(number) {
        case .cancelled: .cancelled
        case .timedOut: .timedOut(after: timeLimit ?? .zero)
        case nil: nil
        }
    }

    private func startTimer(_ number: Int) -> Task<Void, Never>? {
        guard let timeLimit else { return nil }
        let interrupter = interrupter
        return Task {
            guard (try? await Task.sleep(for: timeLimit)) != nil else { return }
            interrupter.interrupt(number, because: .timedOut)
        }
    }

    private func closeNow() {
        if let reading { endReading(reading.number) }
        interrupter.detach()
        connection = nil
    }
}
