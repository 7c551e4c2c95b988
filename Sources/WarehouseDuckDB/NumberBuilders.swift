import Warehouses

/// Gathers whole numbers of any width as 64 bits.
final class IntegerBuilder: ColumnBuilder {
    private let stored: ColumnType.Integer
    private let column: String
    private var values: [Int64] = []
    private var presence = PresenceBuilder()

    init(_ stored: ColumnType.Integer, column: String) {
        self.stored = stored
        self.column = column
        values.reserveCapacity(BatchBuilder.rowLimit)
    }

    func append(_ vector: Vector) throws(WarehouseError) {
        let hasNulls = presence.append(vector)
        let start = values.count
        switch stored {
        case .int8: widen(vector, Int8.self)
        case .int16: widen(vector, Int16.self)
        case .int32: widen(vector, Int32.self)
        case .int64: unsafe values.append(contentsOf: vector.elements(as: Int64.self))
        case .uint8: widen(vector, UInt8.self)
        case .uint16: widen(vector, UInt16.self)
        case .uint32: widen(vector, UInt32.self)
        case .uint64: try narrow(vector, UInt64.self)
        case .int128: try narrow(vector, Int128.self)
        case .uint128: try narrow(vector, UInt128.self)
        }
        if hasNulls { vector.clearNulls(in: &values, from: start, to: 0) }
    }

    func finish() -> Column {
        defer { values = values.emptied() }
        return .integer(IntegerColumn(values: values, presence: presence.finish()))
    }

    private func widen<Value: FixedWidthInteger & BitwiseCopyable>(
        _ vector: Vector, _ type: Value.Type
    ) {
        unsafe values.append(
            contentsOf: vector.elements(as: type).lazy.map { Int64(truncatingIfNeeded: $0) })
    }

    /// Sums of integers are 128 bits wide in DuckDB and nearly always fit 64.
    private func narrow<Value: FixedWidthInteger & BitwiseCopyable>(
        _ vector: Vector, _ type: Value.Type
    ) throws(WarehouseError) {
        for row in 0..<vector.rowCount {
            let value = vector.wide(row, as: type)
            guard vector.isPresent(row) else {
                values.append(0)
                continue
            }
            guard let narrowed = Int64(exactly: value) else {
                throw .integerTooLarge(column: column, value: "\(value)")
            }
            values.append(narrowed)
        }
    }
}

/// Gathers numbers with a fraction.
final class DoubleBuilder: ColumnBuilder {
    enum Stored {
        case float, double
        case decimal(ColumnType.Integer, divisor: Double)
    }

    private let stored: Stored
    private var values: [Double] = []
    private var presence = PresenceBuilder()

    init(_ stored: Stored) {
        self.stored = stored
    }

    func append(_ vector: Vector) {
        let hasNulls = presence.append(vector)
        let start = values.count
        switch stored {
        case .double:
            unsafe values.append(contentsOf: vector.elements(as: Double.self))
        case .float:
            unsafe values.append(contentsOf: vector.elements(as: Float.self).lazy.map(Double.init))
        case .decimal(.int16, let divisor): divide(vector, Int16.self, by: divisor)
        case .decimal(.int32, let divisor): divide(vector, Int32.self, by: divisor)
        case .decimal(.int64, let divisor): divide(vector, Int64.self, by: divisor)
        case .decimal(_, let divisor):
            for row in 0..<vector.rowCount {
                values.append(Double(vector.wide(row, as: Int128.self)) / divisor)
            }
        }
        if hasNulls { vector.clearNulls(in: &values, from: start, to: 0) }
    }

    func finish() -> Column {
        defer { values = values.emptied() }
        return .double(DoubleColumn(values: values, presence: presence.finish()))
    }

    private func divide<Value: FixedWidthInteger & BitwiseCopyable>(
        _ vector: Vector, _ type: Value.Type, by divisor: Double
    ) {
        unsafe values.append(
            contentsOf: vector.elements(as: type).lazy.map { Double($0) / divisor })
    }
}

/// Gathers truth values.
final class BooleanBuilder: ColumnBuilder {
    private var values: [Bool] = []
    private var presence = PresenceBuilder()

    func append(_ vector: Vector) {
        let hasNulls = presence.append(vector)
        let start = values.count
        // Read as bytes: a null row's byte need not be a valid Bool.
        unsafe values.append(contentsOf: vector.elements(as: UInt8.self).lazy.map { $0 == 1 })
        if hasNulls { vector.clearNulls(in: &values, from: start, to: false) }
    }

    func finish() -> Column {
        defer { values = values.emptied() }
        return .boolean(BooleanColumn(values: values, presence: presence.finish()))
    }
}

extension Vector {
    /// What DuckDB leaves in null rows is arbitrary; a batch holds `value` there.
    func clearNulls<Value>(in values: inout [Value], from start: Int, to value: Value) {
        for row in 0..<rowCount where !isPresent(row) { values[start + row] = value }
    }

    /// A number of 64 or 128 bits: DuckDB aligns both to 8 bytes only.
    func wide<Value: BitwiseCopyable>(_ row: Int, as type: Value.Type) -> Value {
        guard let values = unsafe values else {
            preconditionFailure("a vector with rows has values")
        }
        return unsafe values.loadUnaligned(
            fromByteOffset: row * MemoryLayout<Value>.stride, as: type)
    }
}

extension Array {
    /// An empty array with room for as much: the next batch will be alike.
    func emptied() -> [Element] {
        var empty: [Element] = []
        empty.reserveCapacity(count)
        return empty
    }
}
