package import Columns
package import Definitions

/// Some thousand rows of a table, in any order, with the columns that groups read.
package struct ScanBatch: Sendable {
    /// A key number a row; `noKey` for a row without.
    package let keys: [UInt32]
    /// Aligned to the fields.
    package let values: [ScanValues]

    package static let noKey = UInt32.max

    package init(keys: [UInt32], values: [ScanValues]) {
        self.keys = keys
        self.values = values
    }
}

/// A column of a batch. Bits of `presence` are set where a row has a value; without words all have.
package enum ScanValues: Sendable {
    case text(TextBlock)
    case integer([Int64], presence: [UInt64] = [])
    case number([Double], presence: [UInt64] = [])
    case boolean([Bool], presence: [UInt64] = [])
    /// Milliseconds since 1970 UTC.
    case time([Int64], presence: [UInt64] = [])

    package var type: DatasetSchema.PropertyType {
        switch self {
        case .text: .text
        case .integer: .integer
        case .number: .number
        case .boolean: .boolean
        case .time: .time
        }
    }

    package var rowCount: Int {
        switch self {
        case .text(let block): block.rowCount
        case .integer(let values, _), .time(let values, _): values.count
        case .number(let values, _): values.count
        case .boolean(let values, _): values.count
        }
    }
}

/// One field's values in arrays of one width while rows are put together.
struct GatheredField: Sendable {
    let type: DatasetSchema.PropertyType
    /// Texts and booleans.
    var codes: [UInt32] = []
    /// Integers, times, bit patterns of doubles.
    var words: [UInt64] = []
    /// 1 where a number has a value; empty while all have.
    var present: [UInt8] = []

    var hasCodes: Bool { type == .text || type == .boolean }
    var count: Int { hasCodes ? codes.count : words.count }

    /// The rows at these positions, in their order; all as they are where there is no order.
    func ordered(_ order: [UInt32]?) -> GatheredField {
        guard let order else { return self }
        var result = GatheredField(type: type)
        if hasCodes {
            result.codes = Array(repeating: 0, count: order.count)
            Gather.codes(codes, order[...], into: &result.codes)
        } else {
            result.words = Array(repeating: 0, count: order.count)
            Gather.words(words, order[...], into: &result.words)
        }
        if !present.isEmpty {
            result.present = Array(repeating: 0, count: order.count)
            Gather.flags(present, order[...], into: &result.present)
        }
        return result
    }

    /// As a column in memory; nil where no row has a value.
    var column: ScanColumn? {
        switch type {
        case .text, .boolean:
            return codes.contains { $0 != 0 } ? ScanColumn(Column(codes: codes)) : nil
        case .integer, .time:
            guard let range = valueRange else { return nil }
            let scale = type == .time ? TimeScale.of(self, from: range.lowerBound) : 1
            let offsets = offsets(from: range.lowerBound, scale: scale)
            return ScanColumn(
                Column(offsets: offsets, base: range.lowerBound), presence: presence, scale: scale)
        case .number:
            guard present.isEmpty ? !words.isEmpty : present.contains(1) else { return nil }
            return ScanColumn(Column(doubles: words), presence: presence)
        }
    }

    var presence: Column? {
        present.contains(0) ? Column(flags: present) : nil
    }

    func hasValue(_ row: Int) -> Bool { present.isEmpty || present[row] != 0 }

    /// The least and the greatest integer; nil without any.
    var valueRange: ClosedRange<Int64>? {
        var (least, greatest) = (Int64.max, Int64.min)
        for row in words.indices where hasValue(row) {
            let value = Int64(bitPattern: words[row])
            least = min(least, value)
            greatest = max(greatest, value)
        }
        return least <= greatest ? least...greatest : nil
    }

    /// Integers in steps of `scale` from `base`; rows without a value are at `base`.
    func offsets(from base: Int64, scale: Int64) -> [UInt64] {
        let (base, scale) = (UInt64(bitPattern: base), UInt64(scale))
        if present.isEmpty, scale == 1 { return words.map { $0 &- base } }
        return words.indices.map { hasValue($0) ? (words[$0] &- base) / scale : 0 }
    }
}

/// The longest step in which times can be counted: most are whole seconds, many whole days.
enum TimeScale {
    static let steps: [Int64] = [86_400_000, 3_600_000, 60_000, 1000, 1]

    static func of(_ field: GatheredField, from base: Int64) -> Int64 {
        steps.first { divides($0, field, from: base) } ?? 1
    }

    /// Whether every time lies a multiple of the step from the base.
    static func divides(_ step: Int64, _ field: GatheredField, from base: Int64) -> Bool {
        let words = field.words
        for row in words.indices where field.hasValue(row) {
            if UInt64(bitPattern: Int64(bitPattern: words[row]) &- base) % UInt64(step) != 0 {
                return false
            }
        }
        return true
    }
}
