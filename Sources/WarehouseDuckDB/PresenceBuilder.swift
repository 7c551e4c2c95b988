import CDuckDB
import Warehouses

/// Gathers which rows of a column hold a value; does nothing until the first null.
struct PresenceBuilder {
    private var words: [UInt64] = []
    private var rowCount = 0
    private(set) var nullCount = 0

    /// Adds the rows of a vector; returns whether one of them is null.
    mutating func append(_ vector: Vector) -> Bool {
        let before = nullCount
        if unsafe vector.validity != nil || nullCount > 0 { appendBits(vector) }
        rowCount += vector.rowCount
        return nullCount > before
    }

    mutating func finish() -> Presence {
        defer { self = PresenceBuilder() }
        if nullCount == 0 { return .all }
        return Presence(words: Array(words.prefix((rowCount + 63) / 64)), nullCount: nullCount)
    }

    private mutating func appendBits(_ vector: Vector) {
        if words.isEmpty { fillEarlierRows() }
        let wordCount = (rowCount + vector.rowCount + 63) / 64
        words.append(contentsOf: repeatElement(0, count: max(0, wordCount - words.count)))
        guard let validity = unsafe vector.validity else {
            for row in rowCount..<rowCount + vector.rowCount {
                words[row / 64] |= 1 << UInt64(row % 64)
            }
            return
        }
        let offset = UInt64(rowCount)
        nullCount += unsafe words.withUnsafeMutableBufferPointer { target in
            unsafe Int(
                cduckdb_append_bits(
                    validity, UInt32(vector.rowCount), target.baseAddress, offset))
        }
    }

    private mutating func fillEarlierRows() {
        words = [UInt64](repeating: .max, count: rowCount / 64)
        if rowCount % 64 != 0 { words.append((1 << UInt64(rowCount % 64)) - 1) }
    }
}

extension Vector {
    /// Whether the row holds a value.
    func isPresent(_ row: Int) -> Bool {
        guard let validity = unsafe validity else { return true }
        return unsafe validity[row >> 6] >> UInt64(row & 63) & 1 == 1
    }

    /// The values as `Value`s; nothing is copied.
    func elements<Value>(as type: Value.Type) -> UnsafeBufferPointer<Value> {
        unsafe UnsafeBufferPointer(
            start: values?.assumingMemoryBound(to: type), count: rowCount)
    }
}
