import Columns
import Definitions

/// One comparison over one field, made ready for the columns: evaluated once for all groups that have
/// it.
struct Atom: Sendable {
    enum Test: Sendable {
        /// `table[code]` is 1 where the value passes.
        case codes([UInt8])
        case integers([ClosedRange<Int64>])
        /// Ascending; with `inverted` every other value passes.
        case members([Int64], inverted: Bool)
        case doubles([ClosedRange<Double>], inverted: Bool)
    }

    let field: Int
    let test: Test
    let acceptsNull: Bool
}

extension Atom {
    /// More points than this are looked up, not compared one by one.
    private static let fewPoints = 4

    init(_ comparison: Comparison, field: Int, source: some ScanSource, zone: Zone) throws {
        let type = source.fields[field].type
        guard comparison.operator.fits(type) else {
            throw ScanError.unfitting(
                "'\(comparison.operator.rawValue)' does not fit '\(comparison.property)', which is "
                    + type.rawValue)
        }
        self.field = field
        acceptsNull = comparison.acceptsNull
        switch type {
        case .text:
            test = .codes(
                try TextClasses(source.texts(of: field)).table(comparison, null: acceptsNull))
        case .boolean: test = .codes(Self.booleans(comparison))
        case .integer: test = Self.integers(comparison, comparison.values)
        case .time:
            test = Self.integers(comparison, comparison.values.map { $0.instant(in: zone) })
        case .number:
            let (ranges, inverted) = NumberRanges.doubles(
                comparison.operator, comparison.values)
            test = .doubles(ranges, inverted: inverted)
        }
    }

    /// The rows of a range of time.
    init(range: ResolvedRange, field: Int) {
        self.field = field
        test = .integers(range.from < range.to ? [range.from...(range.to - 1)] : [])
        acceptsNull = false
    }

    private static func integers(_ comparison: Comparison, _ values: [Value]) -> Test {
        let points = values.count > fewPoints
        switch comparison.operator {
        case .isIn where points:
            return .members(NumberRanges.integers(.isIn, values).map(\.lowerBound), inverted: false)
        case .notIn where points:
            return .members(NumberRanges.integers(.isIn, values).map(\.lowerBound), inverted: true)
        default: return .integers(NumberRanges.integers(comparison.operator, values))
        }
    }

    private static func booleans(_ comparison: Comparison) -> [UInt8] {
        let test = comparison.test(comparison.values.map { $0 == .boolean(true) ? 1 : 0 })
        return TextClasses.padded([
            comparison.acceptsNull ? 1 : 0, test(0) ? 1 : 0, test(1) ? 1 : 0,
        ])
    }
}

extension Value {
    /// A time that a definition writes as a text, in milliseconds since 1970 UTC.
    func instant(in zone: Zone) -> Value {
        guard case .text(let text) = self, let moment = Moment(text) else { return self }
        return .integer(moment.instant(in: zone))
    }
}

/// Which texts of a dictionary pass a comparison.
struct TextClasses {
    private let texts: ScanTexts

    init(_ texts: ScanTexts) {
        self.texts = texts
    }

    /// A byte a code, at least 256 of them: 1 where the text passes.
    ///
    /// Cost: equality needs a few looks into a dictionary that is sorted, everything else one test a
    /// text.
    func table(_ comparison: Comparison, null: Bool) -> [UInt8] {
        var table = [UInt8](repeating: 0, count: max(256, texts.count + 1))
        switch (comparison.operator, texts.isSorted) {
        case (.equals, true), (.isIn, true): mark(comparison, 1, in: &table)
        case (.notEquals, true), (.notIn, true):
            for code in 1..<(texts.count + 1) { table[code] = 1 }
            mark(comparison, 0, in: &table)
        case (.isSet, _): for code in 1..<(texts.count + 1) { table[code] = 1 }
        default:
            let test = comparison.textTest()
            for code in 1..<(texts.count + 1)
            where test(String(decoding: texts.bytes(code), as: UTF8.self)) { table[code] = 1 }
        }
        table[0] = null ? 1 : 0
        return table
    }

    /// Kernels read a table of bytes for every code of one byte.
    static func padded(_ table: [UInt8]) -> [UInt8] {
        table + Array(repeating: 0, count: max(0, 256 - table.count))
    }

    private func mark(_ comparison: Comparison, _ class: UInt8, in table: inout [UInt8]) {
        for value in comparison.values {
            if let code = code(of: Array(value.words.utf8)) { table[code] = `class` }
        }
    }

    private func code(of text: [UInt8]) -> Int? {
        var (low, high) = (1, texts.count + 1)
        while low < high {
            let middle = (low + high) / 2
            if texts.bytes(middle).lexicographicallyPrecedes(text) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low <= texts.count && texts.bytes(low) == text ? low : nil
    }
}
