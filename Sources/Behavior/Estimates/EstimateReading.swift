import Columns
import Definitions
import EventStore

/// What one rule reads of a dataset: which events, and which value of each.
struct EstimateReading: Sendable {
    /// Where an event's value comes from.
    enum Source: Sendable {
        case nothing
        case hour
        /// The place of each code among the property's values.
        case places([UInt32])
        case integers, doubles
    }

    let matcher: TrendMatcher
    let filters: CompiledFilters
    let property: Int?
    let source: Source
    /// All values of a property of texts or booleans, in their order.
    let values: [Value]
    let range: ResolvedRange
    let clock: ZoneClock

    /// The events of a rule; with `isValued` only those that have a value of its property.
    init(
        _ matcher: EventMatcher?, property name: String?, isValued: Bool, hours: Bool = false,
        filters: [Filter] = [], _ frame: EstimateFrame, _ compiler: NameCompiler
    ) throws(AnalysisError) {
        let isSet = name.flatMap { name -> Filter? in
            isValued
                ? .comparison(Comparison(property: name, operator: .isSet, values: [])) : nil
        }
        let conditions = matcher?.conditions ?? [.init(event: nil)]
        self.matcher = try TrendMatcher(
            EventMatcher(
                conditions.map {
                    .init(event: $0.event, filters: $0.filters + (isSet.map { [$0] } ?? []))
                }), compiler)
        self.filters = try compiler.filters(filters)
        property = name.map { compiler.property($0) }
        (source, values) = try Self.source(property, hours, compiler.dataset)
        range = frame.range
        clock = frame.clock
    }

    private static func source(
        _ property: Int?, _ hours: Bool, _ dataset: EventDataset
    ) throws(AnalysisError) -> (Source, [Value]) {
        guard let property else { return (hours ? .hour : .nothing, []) }
        switch dataset.manifest.properties[property].type {
        case .integer, .time: return (.integers, [])
        case .number: return (.doubles, [])
        case .boolean:
            var table = Array(repeating: UInt32(0), count: 256)
            table[2] = 1
            return (.places(table), [.boolean(false), .boolean(true)])
        case .text:
            let texts = try dataset.texts(of: property)
            let order = texts.indices.sorted {
                texts[$0].utf8.lexicographicallyPrecedes(texts[$1].utf8)
            }
            var table = Array(repeating: UInt32(0), count: max(256, texts.count + 1))
            for (place, index) in order.enumerated() { table[index + 1] = UInt32(place) }
            return (.places(table), order.map { .text(texts[$0]) })
        }
    }

    /// How many different keys there can be; nil where any number is one.
    var domain: Int? {
        switch source {
        case .hour: 24
        case .places: values.count
        case .nothing, .integers, .doubles: nil
        }
    }

    /// The partitions with events of the range, in time order.
    func partitions(of dataset: EventDataset) -> [EventPartition] {
        dataset.partitions.filter { $0.lastTime >= range.from && $0.firstTime < range.to }
    }
}

/// The events of a stretch that a rule counts, and their keys. Memory is reused from stretch to
/// stretch.
struct EstimateEvents: Sendable {
    private(set) var kept = KeptEvents()
    /// Of each kept event; empty where the rule has no value.
    private(set) var keys: [UInt64] = []
    private var words: [UInt64] = []

    mutating func read(
        _ reading: EstimateReading, _ partition: EventPartition, _ stretch: Stretch
    ) {
        var mask = reading.matcher.mask(partition, stretch)
        if let passing = reading.filters.mask(partition, stretch) {
            for index in mask.indices { mask[index] &= passing[index] }
        }
        if partition.firstTime < reading.range.from || partition.lastTime >= reading.range.to {
            let inside = partition.timeMask(
                stretch, from: reading.range.from, to: reading.range.to)
            for index in mask.indices { mask[index] &= inside[index] }
        }
        kept.reserve(stretch.count)
        for index in mask.indices { kept.mask[index] = mask[index] }
        kept.compact(
            times: partition.time, from: stretch.first, count: stretch.count, withPositions: true)
        readKeys(reading, partition, stretch)
    }

    private mutating func readKeys(
        _ reading: EstimateReading, _ partition: EventPartition, _ stretch: Stretch
    ) {
        keys.removeAll(keepingCapacity: true)
        switch reading.source {
        case .nothing: break
        case .hour:
            for index in 0..<kept.count {
                let time = partition.start + Int64(kept.keptTimes[index])
                keys.append(UInt64(reading.clock.hour(of: time)))
            }
        case .places(let table):
            guard let column = reading.property.flatMap({ partition.properties[$0]?.values }) else {
                break
            }
            kept.gatherValues(of: column, from: stretch.first, table: table)
            for index in 0..<kept.count { keys.append(UInt64(kept.values[index])) }
        case .integers, .doubles:
            guard let column = reading.property.flatMap({ partition.properties[$0]?.values }) else {
                break
            }
            if words.count < stretch.count { words = Array(repeating: 0, count: stretch.count) }
            column.readWords(from: stretch.first, count: stretch.count, into: &words)
            let isDouble = column.header.kind == .doubles
            for index in 0..<kept.count {
                let word = words[Int(kept.positions[index])]
                keys.append(
                    isDouble
                        ? OrderKey.of(Double(bitPattern: word))
                        : OrderKey.of(Int64(bitPattern: word)))
            }
        }
    }
}
