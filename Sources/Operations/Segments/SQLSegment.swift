package import Warehouses

/// A segment that is one `SELECT` of a user's own, in a warehouse's own dialect.
///
///     let segment = SQLSegment("SELECT member_id FROM vip", warehouse: warehouse, userKeys: ["member_id"])
///     try await segment.check()                  // refused with reason and place, or its columns
///     let preview = try await segment.preview(limit: 100)
///     let keys = try await segment.keys()
///
/// It runs in a session that is locked down: no files, no network, no settings, with the limits of
/// time and memory. Every method opens and closes its own session, but for `keys`, whose session ends
/// with its rows.
package struct SQLSegment: Sendable {
    /// What a statement of this kind is given unless settings say otherwise.
    package struct Limits: Sendable, Hashable {
        /// For the whole run.
        package var time: Duration = .seconds(1200)
        /// For `preview`.
        package var previewTime: Duration = .seconds(60)
        package var memoryBytes: Int? = 2 << 30

        package init() {}
    }

    /// A statement that was checked.
    package struct Checked: Sendable, Hashable {
        package let columns: [ColumnDescription]
        /// Which of them holds the users' ids.
        package let keyColumn: Int
    }

    private let text: String
    private let warehouse: any Warehouse
    private let userKeys: [String]
    private let timeZone: String
    private let limits: Limits

    /// `userKeys`: the names of the user key's column in the warehouse's tables; the statement gives one
    /// column, or one of these names.
    package init(
        _ text: String, warehouse: any Warehouse, userKeys: [String], timeZone: String = "UTC",
        limits: Limits = Limits()
    ) {
        self.text = text
        self.warehouse = warehouse
        self.userKeys = userKeys
        self.timeZone = timeZone
        self.limits = limits
    }

    /// Parses and plans the statement, and finds the column with the users' ids.
    ///
    /// Throws `forbidden` for anything but one `SELECT` over tables, `syntax` and `unknownName` with the
    /// place, and `unsupportedType` for columns that are no ids.
    @discardableResult
    package func check() async throws(WarehouseError) -> Checked {
        let session = try await session(limits.previewTime)
        let result = await Self.attempt { () throws(WarehouseError) in
            try await check(in: session)
        }
        await session.close()
        return try result.get()
    }

    /// The warehouse's account of how it would run the statement.
    package func explain() async throws(WarehouseError) -> String {
        let session = try await session(limits.previewTime)
        let result = await Self.attempt { () throws(WarehouseError) in
            try await session.explain(Statement(text))
        }
        await session.close()
        return try result.get()
    }

    /// The distinct-or-not ids of the statement's rows as they arrive; NULLs are among them.
    package func keys() async throws(WarehouseError) -> SQLSegmentKeys {
        let session = try await session(limits.time)
        let result = await Self.attempt { () throws(WarehouseError) in
            let checked = try await check(in: session)
            return SQLSegmentKeys(
                rows: try await session.rows(Statement(text)), column: checked.keyColumn,
                session: session)
        }
        if case .failure = result { await session.close() }
        return try result.get()
    }

    /// The first rows, all columns as texts.
    package func preview(limit: Int = 100) async throws(WarehouseError) -> SQLSegmentPreview {
        let session = try await session(limits.previewTime)
        let result = await Self.attempt { () throws(WarehouseError) in
            let checked = try await check(in: session)
            let rows = try await session.rows(Statement(text))
            return try await SQLSegmentPreview(checked, rows, limit: limit)
        }
        await session.close()
        return try result.get()
    }

    private func session(_ time: Duration) async throws(WarehouseError) -> any StatementCheck {
        let session = try await warehouse.session(
            SessionOptions(
                access: .lockedDown, timeLimit: time, memoryLimitBytes: limits.memoryBytes,
                timeZone: timeZone))
        guard let checking = session as? any StatementCheck else {
            await session.close()
            throw WarehouseError(
                .forbidden,
                "\(warehouse.name) cannot check a statement before it runs, so it takes no SQL of "
                    + "users: use containers, or another connection.")
        }
        return checking
    }

    private func check(in session: any StatementCheck) async throws(WarehouseError) -> Checked {
        let columns = try await session.columns(of: Statement(text))
        let keyColumn = try keyColumn(of: columns)
        switch columns[keyColumn].kind {
        case .text, .integer, .double: break
        case .boolean, .timestamp, .date:
            throw WarehouseError(
                .unsupportedType,
                "The column \(columns[keyColumn].name) holds no ids but "
                    + "\(columns[keyColumn].kind.rawValue) values: select the user key.")
        }
        return Checked(columns: columns, keyColumn: keyColumn)
    }

    private func keyColumn(of columns: [ColumnDescription]) throws(WarehouseError) -> Int {
        if columns.count == 1 { return 0 }
        let names = userKeys.map { $0.lowercased() }
        let found = columns.indices.filter { names.contains(columns[$0].name.lowercased()) }
        if found.count == 1 { return found[0] }
        let given = columns.map(\.name).joined(separator: ", ")
        let wanted =
            userKeys.isEmpty ? "" : ", or name one of them \(userKeys.joined(separator: " or "))"
        throw WarehouseError(
            .unknownName,
            found.isEmpty
                ? "The statement gives the columns \(given), and none is known to be the user key: "
                    + "select only the user key\(wanted)."
                : "The statement gives the user key more than once (\(given)): select it once.")
    }

    private static func attempt<Value: Sendable>(
        _ work: () async throws(WarehouseError) -> Value
    ) async -> Result<Value, WarehouseError> {
        do throws(WarehouseError) {
            return .success(try await work())
        } catch {
            return .failure(error)
        }
    }
}

/// The ids that a statement gives, batch by batch.
package struct SQLSegmentKeys: Sendable {
    private let rows: RowStream
    private let column: Int
    /// Kept open until the rows end.
    private let session: any WarehouseSession

    init(rows: RowStream, column: Int, session: any WarehouseSession) {
        self.rows = rows
        self.column = column
        self.session = session
    }

    /// The next ids: texts, integers, or doubles that hold whole numbers; nil after the last, which also
    /// closes the session.
    package func next() async throws(WarehouseError) -> Column? {
        if let batch = try await rows.next() { return batch.columns[column] }
        await session.close()
        return nil
    }

    /// Ends the statement early and closes the session.
    package func cancel() async {
        await rows.cancel()
        await session.close()
    }
}
