package import Attributes
import Columns
import Definitions
package import Segments

/// A home's table of user attributes as rows for a scan: its columns stand by user number already.
package struct AttributeRows: ScanSource {
    package let fields: [ScanField]
    package let keyLimit: Int
    package let rowCount: Int
    package var nullKeyCount: Int { 0 }
    private let users: Column
    private let columns: [AttributeColumn]

    /// `fields`: the names that groups use, and the table's columns behind them.
    package init(_ table: AttributeTable, fields: [(name: String, column: String)]) throws {
        columns = try fields.map { field in
            guard table.attributes.contains(where: { $0.name == field.column }) else {
                throw ScanError.unknownField(field.column)
            }
            return try table.column(field.column)
        }
        self.fields = zip(fields, columns).map { ScanField($0.name, $1.type) }
        keyLimit = table.manifest.userLimit
        rowCount = table.manifest.userCount
        users = try table.users()
    }

    package func texts(of field: Int) -> ScanTexts {
        ScanTexts(columns[field].dictionary, isSorted: true)
    }

    package func rows(of block: Int, fields: [Int]) -> RowBlock? {
        let first = block * RowKeys.blockSize
        let count = min(RowKeys.blockSize, keyLimit - first)
        guard count > 0 else { return nil }
        let columns = self.columns.map { column in
            column.values.map { ScanColumn($0, presence: column.presence) }
        }
        var hasRow = [UInt8](repeating: 0, count: count)
        users.readFlags(from: first, count: count, into: &hasRow)
        if !hasRow.contains(0) {
            return RowBlock(
                first: first, count: count, slots: Self.slots, firstSlot: 0, columns: columns)
        }
        let piece = RowPiece(
            slots: (0..<count).map { UInt16($0) }, first: first, columns: columns)
        return RowBlock(
            piece, keeping: hasRow.indices.filter { hasRow[$0] != 0 }.map { UInt32($0) },
            fields: fields, of: self.fields)
    }

    /// The slots of a block in which every user has a row.
    private static let slots = Column(
        codes: (0..<UInt32(RowKeys.blockSize)).map { $0 }, leastWidth: 2)
}
