import Columns
import Definitions
import EventStore

/// A trend made ready for one dataset.
struct TrendPlan: Sendable {
    /// What one series reads.
    struct Line: Sendable {
        let measure: TrendMeasure
        let matcher: TrendMatcher
        /// The property whose values count, by its index.
        let property: Int?
    }

    /// Series that one look at each event's code tells apart, and that need nothing but its time.
    struct PlainLines: Sendable {
        /// Class by event code; 0 for events that do not matter.
        var table = Array(repeating: UInt8(0), count: 65_536)
        var classCount = 0
        /// Class, less one, by series; nil where the series needs a look of its own.
        var classOfSeries: [Int?] = []
    }

    let trend: Trend
    let filters: CompiledFilters
    let lines: [Line]
    let plain: PlainLines
    /// The property by whose values the series are split.
    let ranks: BreakdownRanks?
    /// The users' values, where the series are split by an attribute.
    let attribute: UserAttribute?

    init(
        _ trend: Trend, zone: Zone, dataset: EventDataset, attributes: [String: UserAttribute],
        memory: MemoryBudget = MemoryBudget()
    ) throws {
        self.trend = trend
        let compiler = NameCompiler(dataset: dataset, zone: zone)
        filters = try compiler.filters(trend.scope.filters)
        var lines: [Line] = []
        for series in trend.series {
            lines.append(
                Line(
                    measure: series.measure,
                    matcher: try TrendMatcher(series.matcher, compiler),
                    property: series.measure.property.map { compiler.property($0) }))
        }
        self.lines = lines
        plain =
            trend.breakdown == nil
            ? Self.plainLines(lines)
            : PlainLines(classOfSeries: lines.map { _ in nil })
        switch trend.breakdown?.subject {
        case .property(let name):
            ranks = try BreakdownRanks(
                property: compiler.property(name), dataset: dataset, zone: zone,
                memory: memory)
            attribute = nil
        case .attribute(let name):
            guard let values = attributes[name] else { throw AnalysisError.unknownAttribute(name) }
            (ranks, attribute) = (nil, values)
        case nil: (ranks, attribute) = (nil, nil)
        }
    }

    /// What the result is split by.
    var source: BreakdownSource? {
        ranks.map { .property($0) } ?? attribute.map { .attribute($0) }
    }

    private static func plainLines(_ lines: [Line]) -> PlainLines {
        var plain = PlainLines()
        var known: [Set<Int>] = []
        for line in lines {
            guard line.property == nil, let codes = line.matcher.plainCodes else {
                plain.classOfSeries.append(nil)
                continue
            }
            if let index = known.firstIndex(of: codes) {
                plain.classOfSeries.append(index)
            } else if known.allSatisfy({ $0.isDisjoint(with: codes) }) {
                for code in codes { plain.table[code] = UInt8(known.count + 1) }
                plain.classOfSeries.append(known.count)
                known.append(codes)
            } else {
                plain.classOfSeries.append(nil)
            }
        }
        plain.classCount = known.count
        return plain
    }
}
