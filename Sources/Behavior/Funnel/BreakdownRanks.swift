import Columns
import Definitions
import EventStore

/// The values of a property in their order: what a walk carries is a value's rank.
///
/// Texts are ordered by their bytes, numbers by size, false before true.
struct BreakdownRanks: Sendable {
    let property: Int
    /// Value by rank.
    let titles: [String]
    /// Rank by code; `none` for code 0. Empty for numbers.
    private let rankByCode: [UInt32]
    /// Numbers in order, as the bits in which they are stored. Empty for codes.
    private let integers: [Int64]
    private let doubles: [Double]

    static let none = UInt32.max
    static let other = UInt32.max - 1
    static let use = "the values of its breakdown"

    /// Times are written in `zone`. Charges `memory` for the values; throws where the task is cancelled.
    init(
        property: Int, dataset: EventDataset, zone: Zone = .utc,
        memory: MemoryBudget = MemoryBudget()
    ) throws {
        switch dataset.manifest.properties[property].type {
        case .text:
            let texts = try dataset.texts(of: property)
            try memory.charge(32 * texts.count, for: Self.use)
            let order = texts.indices.sorted {
                texts[$0].utf8.lexicographicallyPrecedes(texts[$1].utf8)
            }
            var ranks = Array(repeating: Self.none, count: max(256, texts.count + 1))
            for (rank, index) in order.enumerated() { ranks[index + 1] = UInt32(rank) }
            self.init(property, order.map { texts[$0] }, ranks, [], [])
        case .boolean:
            var ranks = Array(repeating: Self.none, count: 256)
            (ranks[1], ranks[2]) = (0, 1)
            self.init(property, ["false", "true"], ranks, [], [])
        case .integer:
            let values = try dataset.distinctIntegers(of: property, memory)
            self.init(property, values.map { String($0) }, [], values, [])
        case .time:
            let values = try dataset.distinctIntegers(of: property, memory)
            self.init(property, values.map { zone.text($0) }, [], values, [])
        case .number:
            let values = try dataset.distinctDoubles(of: property, memory)
            self.init(property, values.map { String($0) }, [], [], values)
        }
    }

    private init(
        _ property: Int, _ titles: [String], _ ranks: [UInt32], _ integers: [Int64],
        _ doubles: [Double]
    ) {
        self.property = property
        self.titles = titles
        rankByCode = ranks
        self.integers = integers
        self.doubles = doubles
    }

    /// How many codes there are; 0 where numbers are not coded.
    var codeCount: Int { rankByCode.count }

    /// The rank of a code; `none` for no value.
    func rank(ofCode code: Int) -> UInt32 { rankByCode[code] }

    /// Where a walk reads the ranks of a partition's events by itself; nil for numbers, whose ranks `gather`
    /// has to look for, and where no event has a value.
    func coded(_ partition: EventPartition) -> CodedValues? {
        guard isCoded, let column = partition.properties[property] else { return nil }
        return CodedValues(codes: column.values, ranks: rankByCode)
    }

    var isCoded: Bool { !rankByCode.isEmpty }

    /// Fills in the rank of each kept event.
    func gather(_ partition: EventPartition, from first: Int, into kept: inout KeptEvents) {
        guard let column = partition.properties[property] else {
            kept.values = Array(repeating: Self.none, count: kept.keptTimes.count)
            return
        }
        if isCoded {
            kept.gatherValues(of: column.values, from: first, table: rankByCode)
        } else {
            kept.values = Array(repeating: Self.none, count: kept.keptTimes.count)
            for index in 0..<kept.count {
                kept.values[index] = rank(column, event: first + Int(kept.positions[index]))
            }
        }
    }

    private func rank(_ property: EventPartition.Property, event: Int) -> UInt32 {
        if let presence = property.presence, !presence.bit(at: event) { return Self.none }
        let rank =
            integers.isEmpty
            ? doubles.lowerBound(property.values.double(at: event))
            : integers.lowerBound(property.values.integer(at: event))
        return UInt32(rank)
    }
}

extension Array where Element: Comparable {
    /// The index of the first element that is at least `value`, in a sorted array.
    func lowerBound(_ value: Element) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension EventDataset {
    /// All values of a property of whole numbers, ascending. Cost: one pass over the column.
    fileprivate func distinctIntegers(
        of property: Int, _ memory: MemoryBudget
    ) throws -> [Int64] {
        try distinct(of: property, memory) { $0.integer(at: $1) }
    }

    fileprivate func distinctDoubles(
        of property: Int, _ memory: MemoryBudget
    ) throws -> [Double] {
        try distinct(of: property, memory) { $0.double(at: $1) }
    }

    @inline(__always)
    private func distinct<Value: Hashable & Comparable>(
        of property: Int, _ memory: MemoryBudget, _ read: (Column, Int) -> Value
    ) throws -> [Value] {
        var values: Set<Value> = []
        var charged = 0
        for partition in partitions {
            guard let column = partition.properties[property] else { continue }
            for event in 0..<partition.eventCount {
                if event.isMultiple(of: 65_536) {
                    try Task.checkCancellation()
                    try memory.charge(32 * (values.count - charged), for: BreakdownRanks.use)
                    charged = values.count
                }
                if column.presence?.bit(at: event) ?? true {
                    values.insert(read(column.values, event))
                }
            }
        }
        return values.sorted()
    }
}
