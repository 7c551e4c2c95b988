/// Some tens of thousands of rows of a result, column by column.
///
/// ```swift
/// guard case .text(let users) = batch.columns[0] else { … }
/// for code in users.codes { … }
/// ```
/// Cost: a batch is a value; passing it on copies nothing.
package struct RowBatch: Sendable, Hashable {
    package let rowCount: Int
    /// As many as the result's descriptions, in their order and of their kinds.
    package let columns: [Column]

    package init(rowCount: Int, columns: [Column]) {
        self.rowCount = rowCount
        self.columns = columns
    }
}

/// The values of one column in a batch: take the array out once, then loop.
package enum Column: Sendable, Hashable {
    case text(TextColumn)
    case integer(IntegerColumn)
    case double(DoubleColumn)
    case boolean(BooleanColumn)
    /// Microseconds since 1970-01-01 00:00:00 UTC; a time that the warehouse keeps without a zone
    /// is taken as UTC.
    case timestamp(IntegerColumn)
    /// Days since 1970-01-01.
    case date(IntegerColumn)
}

/// What a column holds.
package enum ColumnKind: String, Sendable, Hashable, CaseIterable {
    case text, integer, double, boolean, timestamp, date
}

/// A column's name and kind, known before its first row.
package struct ColumnDescription: Sendable, Hashable {
    package let name: String
    package let kind: ColumnKind

    package init(name: String, kind: ColumnKind) {
        self.name = name
        self.kind = kind
    }
}
