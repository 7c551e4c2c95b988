import Columns
import Definitions

/// How a property's values are held while they are moved about.
enum ValueShape {
    /// Texts and booleans: a code, 0 for no value.
    case codes
    /// Whole numbers and times: a bit pattern, and whether it is one.
    case integers
    case doubles

    init(_ type: DatasetSchema.PropertyType) {
        self =
            switch type {
            case .text, .boolean: .codes
            case .integer, .time: .integers
            case .number: .doubles
            }
    }
}

/// Events of one month, or of a chunk of the input, column by column.
///
/// Arrays keep their length; how many rows are in use is the owner's to know.
struct EventRows {
    /// User number in the upper half, milliseconds since the month's start in the lower.
    var keys: [UInt64] = []
    /// Order-preserving, at least `EventRows.leastSequence`; empty in a dataset without sequence.
    var sequences: [UInt64] = []
    var events: [UInt32] = []
    var properties: [PropertyRows] = []

    /// Below it lie the sequences made up for events whose sequence is not stored any more.
    static let leastSequence: UInt64 = 1 << 32

    init(shapes: [ValueShape]) {
        properties = shapes.map { PropertyRows(shape: $0) }
    }

    init(shapes: [ValueShape], hasSequence: Bool, rowCount: Int) {
        keys = Array(repeating: 0, count: rowCount)
        sequences = hasSequence ? Array(repeating: 0, count: rowCount) : []
        events = Array(repeating: 0, count: rowCount)
        properties = shapes.map { PropertyRows(shape: $0, rowCount: rowCount) }
    }

    /// An integer so that unsigned comparison orders it; the 2^32 lowest fall together.
    static func sequence(_ value: Int64) -> UInt64 {
        max(UInt64(bitPattern: value) ^ (1 << 63), leastSequence)
    }
}

/// One property of some events.
struct PropertyRows {
    let shape: ValueShape
    var codes: [UInt32] = []
    var words: [UInt64] = []
    /// 1 where a word is a value.
    var present: [UInt8] = []

    init(shape: ValueShape, rowCount: Int = 0) {
        self.shape = shape
        switch shape {
        case .codes: codes = Array(repeating: 0, count: rowCount)
        case .integers, .doubles:
            words = Array(repeating: 0, count: rowCount)
            present = Array(repeating: 0, count: rowCount)
        }
    }
}

/// What is known of a property's values in a month before they are written.
struct ValueSummary {
    /// Whether some row has a value, and whether some has none.
    var hasValues = false
    var hasGaps = false
    var greatestCode: UInt32 = 0
    var least = Int64.max
    var greatest = Int64.min

    mutating func add(_ other: ValueSummary) {
        hasValues = hasValues || other.hasValues
        hasGaps = hasGaps || other.hasGaps
        greatestCode = max(greatestCode, other.greatestCode)
        least = min(least, other.least)
        greatest = max(greatest, other.greatest)
    }

    /// Nothing but gaps.
    static var none: ValueSummary {
        var summary = ValueSummary()
        summary.hasGaps = true
        return summary
    }
}

extension PropertyRows {
    /// Looks at the first rows. Cost: one pass.
    func summary(rowCount: Int) -> ValueSummary {
        var summary = ValueSummary()
        switch shape {
        case .codes:
            for row in 0..<rowCount { summary.greatestCode = max(summary.greatestCode, codes[row]) }
            summary.hasValues = summary.greatestCode > 0
        case .integers, .doubles:
            var count = 0
            for row in 0..<rowCount { count += Int(present[row]) }
            summary.hasValues = count > 0
            summary.hasGaps = count < rowCount
            if shape == .integers { addBounds(rowCount, to: &summary) }
        }
        return summary
    }

    private func addBounds(_ rowCount: Int, to summary: inout ValueSummary) {
        for row in 0..<rowCount where present[row] != 0 {
            let value = Int64(bitPattern: words[row])
            summary.least = min(summary.least, value)
            summary.greatest = max(summary.greatest, value)
        }
    }
}
