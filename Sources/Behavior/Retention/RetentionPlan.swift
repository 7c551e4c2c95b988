import Columns
import Definitions
import EventStore

/// A retention question made ready for one dataset.
struct RetentionPlan: Sendable {
    let layout: RetentionLayout
    let events: ActivityEvents
    /// The property of the measure.
    let measured: Int?
    /// What splits the cohorts.
    let source: BreakdownSource?

    init(
        _ layout: RetentionLayout, zone: Zone, dataset: EventDataset,
        attributes: [String: UserAttribute] = [:], memory: MemoryBudget = MemoryBudget()
    ) throws {
        self.layout = layout
        source = try Self.source(
            layout.retention.breakdown, NameCompiler(dataset: dataset, zone: zone), dataset,
            attributes, memory, zone)
        measured = layout.retention.measure.map { measure in
            guard
                let index = dataset.manifest.properties.firstIndex(where: {
                    $0.name == measure.property
                })
            else { preconditionFailure("the question was checked against the schema") }
            return index
        }
        events = try ActivityEvents(layout.retention, zone: zone, dataset: dataset)
    }

    private static func source(
        _ breakdown: Retention.Breakdown?, _ compiler: NameCompiler, _ dataset: EventDataset,
        _ attributes: [String: UserAttribute], _ memory: MemoryBudget, _ zone: Zone
    ) throws -> BreakdownSource? {
        switch breakdown?.subject {
        case .property(let name):
            return .property(
                try BreakdownRanks(
                    property: compiler.property(name), dataset: dataset, zone: zone,
                    memory: memory))
        case .attribute(let name):
            guard let attribute = attributes[name] else {
                throw AnalysisError.unknownAttribute(name)
            }
            return .attribute(attribute)
        case nil: return nil
        }
    }

    var retention: Retention { layout.retention }

    /// The values of the start events that split the cohorts; nil where users do, or nothing.
    var ranks: BreakdownRanks? {
        if case .property(let ranks) = source { ranks } else { nil }
    }

    /// The breakdown rank of a member of a cohort; `ofStart` is that of his start event.
    func rank(of user: Int, ofStart rank: UInt32) -> UInt32 {
        if case .attribute(let attribute) = source { attribute.rank(of: user) } else { rank }
    }

    /// How many periods are told apart for each user; none where only the last one matters.
    var bitCount: Int {
        if case .onOrAfter = retention.columns { 0 } else { retention.columns.periodCount }
    }

    /// The length of a rolling period; nil for calendar periods.
    var rollingMilliseconds: Int64? {
        retention.isCalendar ? nil : retention.period.rollingMilliseconds
    }

    /// Whether events need not be kept: every user has one cohort at the most, found at his first
    /// start, and all that matters of a return is its period.
    var isStreaming: Bool {
        retention.view == .retention && retention.startKind != .recurring && measured == nil
    }

    /// No event outside these times can change the answer.
    var times: Range<Int64> {
        let always = ResolvedRange.always
        let needsHistory = retention.view == .lifecycle || retention.startKind == .firstEver
        let from = needsHistory ? always.from : layout.range.from
        switch (retention.view, retention.columns) {
        case (.stickiness, _): return from..<layout.range.to
        case (.retention, .onOrAfter): return from..<always.to
        default: break
        }
        guard let length = rollingMilliseconds else {
            return from..<max(from, layout.calendar.starts.last ?? from)
        }
        return from..<(layout.range.to + Int64(bitCount) * length)
    }
}

/// Which events are starts and which are returns.
struct ActivityEvents: Sendable {
    /// Bits of an event's class.
    static let start: UInt8 = 1
    static let comeback: UInt8 = 2

    private let filters: CompiledFilters
    private let starts: CompiledMatcher
    private let returns: CompiledMatcher
    private let isSame: Bool
    /// Class by event code; nil where a matcher has filters of its own.
    private let table: [UInt8]?

    init(_ retention: Retention, zone: Zone, dataset: EventDataset) throws(AnalysisError) {
        let compiler = NameCompiler(dataset: dataset, zone: zone)
        self.filters = try compiler.filters(retention.scope.filters)
        starts = try compiler.matcher(retention.startEvent)
        returns = try compiler.matcher(retention.returnEvent)
        isSame = retention.startEvent.conditions == retention.returnEvent.conditions
        table = Self.table(starts, returns)
    }

    private static func table(
        _ starts: CompiledMatcher, _ returns: CompiledMatcher
    ) -> [UInt8]? {
        var table = Array(repeating: UInt8(0), count: 65_536)
        for (matcher, bit) in [(starts, start), (returns, comeback)] {
            for condition in matcher.conditions {
                guard let event = condition.event, condition.filters.filters.isEmpty else {
                    return nil
                }
                if event >= 0 { table[event] |= bit }
            }
        }
        return table
    }

    /// Finds the starts and returns of a stretch, in the order of the events.
    func find(
        _ partition: EventPartition, _ stretch: Stretch, _ kept: inout KeptEvents,
        withPositions: Bool
    ) {
        kept.reserve(stretch.count)
        if let table {
            partition.event.classify(
                from: stretch.first, count: stretch.count, table: table, classes: &kept.classes,
                mask: &kept.mask)
        } else {
            let starts = starts.mask(partition, stretch, nil)
            let returns = isSame ? starts : returns.mask(partition, stretch, nil)
            kept.classify(starts, returns, count: stretch.count)
        }
        if let passing = filters.mask(partition, stretch) {
            for index in passing.indices { kept.mask[index] &= passing[index] }
        }
        kept.compact(
            times: partition.time, from: stretch.first, count: stretch.count,
            withPositions: withPositions)
    }
}

extension KeptEvents {
    /// Keeps the events of both masks, each with its class.
    fileprivate mutating func classify(_ starts: [UInt64], _ returns: [UInt64], count: Int) {
        for index in starts.indices {
            let rest = count - 64 * index
            let inside: UInt64 = rest < 64 ? (1 << UInt64(rest)) - 1 : ~0
            mask[index] = (starts[index] | returns[index]) & inside
            var bits = mask[index]
            while bits != 0 {
                let bit = bits.trailingZeroBitCount
                let isStart = UInt8(truncatingIfNeeded: starts[index] >> UInt64(bit) & 1)
                let isReturn = UInt8(truncatingIfNeeded: returns[index] >> UInt64(bit) & 1)
                classes[64 * index + bit] = isStart | isReturn << 1
                bits &= bits - 1
            }
        }
    }
}
