import Warehouses

/// Gathers DuckDB's chunks of 2048 rows into batches that are worth handing to another thread.
struct BatchBuilder {
    /// Measured: from 16 thousand rows on, handing over costs nothing; more only costs memory.
    static let rowLimit = 32_768
    /// Ends a batch of long texts early.
    static let byteLimit = 8 << 20

    private let columns: [any ColumnBuilder]
    private var rowCount = 0

    init(_ types: [(name: String, type: ColumnType)]) {
        columns = types.map { $0.type.builder(column: $0.name) }
    }

    var isEmpty: Bool { rowCount == 0 }

    var isFull: Bool {
        rowCount >= Self.rowLimit || columns.contains { $0.byteCount >= Self.byteLimit }
    }

    mutating func append(_ chunk: Chunk) throws(WarehouseError) {
        for (index, column) in columns.enumerated() {
            try column.append(chunk.vector(index))
        }
        rowCount += chunk.rowCount
    }

    /// The batch so far; the builder is empty afterwards.
    mutating func finish() -> RowBatch {
        defer { rowCount = 0 }
        return RowBatch(rowCount: rowCount, columns: columns.map { $0.finish() })
    }
}

/// Gathers one column of a batch: asked once per vector, never per value.
protocol ColumnBuilder: AnyObject {
    /// How many bytes of text it holds.
    var byteCount: Int { get }
    func append(_ vector: Vector) throws(WarehouseError)
    /// The column so far; the builder is empty afterwards.
    func finish() -> Column
}

extension ColumnBuilder {
    var byteCount: Int { 0 }
}

extension ColumnType {
    /// What reads vectors of this type.
    fileprivate func builder(column: String) -> any ColumnBuilder {
        switch self {
        case .text: TextBuilder()
        case .enumeration(let names, let width): EnumerationBuilder(names: names, width: width)
        case .uuid: UUIDBuilder()
        case .integer(let integer): IntegerBuilder(integer, column: column)
        case .float: DoubleBuilder(.float)
        case .double: DoubleBuilder(.double)
        case .decimal(let stored, let divisor): DoubleBuilder(.decimal(stored, divisor: divisor))
        case .boolean: BooleanBuilder()
        case .timestamp(let multiplier, let divisor):
            TimeBuilder(multiplier: multiplier, divisor: divisor)
        case .date: DateBuilder()
        }
    }
}
