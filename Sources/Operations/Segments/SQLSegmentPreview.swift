import Definitions
package import Warehouses

/// The first rows of a statement, for reading.
package struct SQLSegmentPreview: Sendable, Hashable {
    package let columns: [ColumnDescription]
    /// Which column holds the users' ids.
    package let keyColumn: Int
    /// A text for each column; nil for NULL.
    package private(set) var rows: [[String?]]
    /// Whether there are more rows.
    package let isCut: Bool

    init(
        _ checked: SQLSegment.Checked, _ stream: RowStream, limit: Int
    ) async throws(WarehouseError) {
        var rows: [[String?]] = []
        var isCut = false
        while !isCut, let batch = try await stream.next() {
            let wanted = min(batch.rowCount, limit - rows.count)
            for row in 0..<wanted { rows.append(batch.columns.map { $0.preview(row: row) }) }
            isCut = wanted < batch.rowCount
        }
        if isCut { await stream.cancel() }
        columns = checked.columns
        keyColumn = checked.keyColumn
        self.rows = rows
        self.isCut = isCut
    }

    /// The same with a mask in place of the values of these columns.
    func hiding(_ isHidden: (String) -> Bool) -> SQLSegmentPreview {
        let hidden = columns.map { isHidden($0.name) }
        var preview = self
        preview.rows = rows.map { row in
            zip(row, hidden).map { value, isHidden in
                isHidden && value != nil ? Masking.mask : value
            }
        }
        return preview
    }
}

extension Column {
    /// The value as a person reads it; nil for NULL.
    fileprivate func preview(row: Int) -> String? {
        switch self {
        case .text(let column): column.string(row: row)
        case .integer(let column): column.presence[row] ? String(column.values[row]) : nil
        case .double(let column): column.presence[row] ? Self.words(column.values[row]) : nil
        case .boolean(let column): column.presence[row] ? String(column.values[row]) : nil
        case .timestamp(let column):
            column.presence[row] ? Zone.utc.text(floorDivide(column.values[row], 1000)) : nil
        case .date(let column):
            column.presence[row]
                ? CivilDate(daysSinceEpoch: Int(column.values[row])).text : nil
        }
    }

    private static func words(_ number: Double) -> String {
        Int64(exactly: number).map { String($0) } ?? String(number)
    }
}
