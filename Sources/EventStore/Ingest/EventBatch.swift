package import Columns
package import Definitions

/// Some tens of thousands of events, column by column, in the order of the input.
///
///     EventBatch(
///         users: TextBlock(texts: ["ann"]), times: [0], events: TextBlock(texts: ["open"]),
///         properties: [.text(TextBlock(texts: ["ios"]))])
///
/// Cost: a batch is a value; passing it on copies nothing.
package struct EventBatch: Sendable {
    /// External ids; every row has one, which is not empty. Every value of the block becomes a user,
    /// also one that no row refers to.
    package let users: TextBlock
    /// Milliseconds since 1970 UTC.
    package let times: [Int64]
    /// Orders events of one time; exactly where the plan says `hasSequence`.
    package let sequences: [Int64]?
    /// Event names; every row has one.
    package let events: TextBlock
    /// Aligned to the plan's properties, and of their types.
    package let properties: [PropertyValues]

    package init(
        users: TextBlock, times: [Int64], sequences: [Int64]? = nil, events: TextBlock,
        properties: [PropertyValues] = []
    ) {
        self.users = users
        self.times = times
        self.sequences = sequences
        self.events = events
        self.properties = properties
    }

    package var rowCount: Int { times.count }
}

/// The values of one property in a batch.
///
/// `presence` holds bit `row % 64` of word `row / 64` for every row that has a value; empty when all
/// rows have one. What stands in the other rows does not matter.
package enum PropertyValues: Sendable {
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

    package var presence: [UInt64] {
        switch self {
        case .text: []
        case .integer(_, let words), .time(_, let words), .number(_, let words),
            .boolean(_, let words):
            words
        }
    }
}
