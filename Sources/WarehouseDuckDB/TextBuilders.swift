import CDuckDB
import Warehouses

/// Gathers texts: each vector's distinct values are copied once, its rows become codes.
@safe final class TextBuilder: ColumnBuilder {
    private var codes: [UInt32] = []
    private var ends: [UInt32] = [0]
    private var bytes: [UInt8] = []
    private var presence = PresenceBuilder()
    /// Where the distinct values of the vector at hand lie.
    private var values = unsafe [UnsafePointer<duckdb_text>?](repeating: nil, count: 2048)

    var byteCount: Int { bytes.count }

    func append(_ vector: Vector) {
        _ = presence.append(vector)
        guard let texts = unsafe vector.elements(as: duckdb_text.self).baseAddress else { return }
        let rowCount = vector.rowCount
        let firstRow = codes.count
        let firstCode = UInt32(ends.count)
        var newBytes: UInt64 = 0
        codes.append(contentsOf: repeatElement(0, count: rowCount))
        let valueCount = unsafe codes.withUnsafeMutableBufferPointer { codes in
            unsafe values.withUnsafeMutableBufferPointer { values in
                unsafe cduckdb_encode_texts(
                    texts, vector.validity, UInt32(rowCount), firstCode,
                    codes.baseAddress.map { unsafe $0 + firstRow }, values.baseAddress, &newBytes)
            }
        }
        copy(valueCount: Int(valueCount), byteCount: Int(newBytes))
    }

    func finish() -> Column {
        let nullCount = presence.finish().nullCount
        let column = TextColumn(codes: codes, ends: ends, bytes: bytes, nullCount: nullCount)
        codes = codes.emptied()
        bytes = bytes.emptied()
        ends = ends.emptied()
        ends.append(0)
        return .text(column)
    }

    private func copy(valueCount: Int, byteCount: Int) {
        let firstByte = bytes.count
        let firstValue = ends.count
        bytes.append(contentsOf: repeatElement(0, count: byteCount))
        ends.append(contentsOf: repeatElement(0, count: valueCount))
        unsafe bytes.withUnsafeMutableBufferPointer { bytes in
            unsafe ends.withUnsafeMutableBufferPointer { ends in
                unsafe cduckdb_copy_texts(
                    values, UInt32(valueCount), bytes.baseAddress.map { unsafe $0 + firstByte },
                    UInt32(firstByte), ends.baseAddress.map { unsafe $0 + firstValue })
            }
        }
    }
}

/// Gathers values of an enumeration: its names are the dictionary already.
final class EnumerationBuilder: ColumnBuilder {
    private let ends: [UInt32]
    private let bytes: [UInt8]
    private let width: Int
    private var codes: [UInt32] = []
    private var presence = PresenceBuilder()

    init(names: [String], width: Int) {
        var ends: [UInt32] = [0]
        var bytes: [UInt8] = []
        for name in names {
            bytes.append(contentsOf: name.utf8)
            ends.append(UInt32(bytes.count))
        }
        self.ends = ends
        self.bytes = bytes
        self.width = width
    }

    func append(_ vector: Vector) {
        let hasNulls = presence.append(vector)
        let start = codes.count
        switch width {
        case 1: add(vector, UInt8.self)
        case 2: add(vector, UInt16.self)
        default: add(vector, UInt32.self)
        }
        if hasNulls { vector.clearNulls(in: &codes, from: start, to: 0) }
    }

    private func add<Value: FixedWidthInteger>(_ vector: Vector, _ type: Value.Type) {
        unsafe codes.append(
            contentsOf: vector.elements(as: type).lazy.map { UInt32(truncatingIfNeeded: $0) &+ 1 })
    }

    func finish() -> Column {
        defer { codes = codes.emptied() }
        let nullCount = presence.finish().nullCount
        return .text(TextColumn(codes: codes, ends: ends, bytes: bytes, nullCount: nullCount))
    }
}

/// Gathers UUIDs in their usual spelling.
final class UUIDBuilder: ColumnBuilder {
    private var texts = TextColumnBuilder()

    func append(_ vector: Vector) {
        for row in 0..<vector.rowCount {
            if vector.isPresent(row) {
                texts.append(spelling(of: vector.wide(row, as: UInt128.self)))
            } else {
                texts.appendNull()
            }
        }
    }

    func finish() -> Column {
        .text(texts.finish())
    }

    /// DuckDB flips the first bit so that UUIDs sort as signed numbers.
    private func spelling(of stored: UInt128) -> String {
        let digits = String(stored ^ (1 << 127), radix: 16)
        var text = String(repeating: "0", count: 32 - digits.count) + digits
        for offset in [20, 16, 12, 8] {
            text.insert("-", at: text.index(text.startIndex, offsetBy: offset))
        }
        return text
    }
}
