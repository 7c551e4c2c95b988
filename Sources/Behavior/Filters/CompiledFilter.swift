import Definitions
import EventStore

/// A filter made ready for the columns of one dataset: look-up tables for codes, ranges for numbers.
indirect enum CompiledFilter: Sendable {
    /// `table[code]` is 1 where the value passes; code 0 is no value.
    case codes(property: Int, table: [UInt8])
    case integers(property: Int, [ClosedRange<Int64>], acceptsNull: Bool)
    /// With `inverted`, values outside the ranges pass.
    case doubles(property: Int, [ClosedRange<Double>], inverted: Bool, acceptsNull: Bool)
    case anyOf([CompiledFilter])

    init(_ filter: Filter, dataset: some FilteredColumns, zone: Zone) throws(AnalysisError) {
        switch filter {
        case .anyOf(let filters):
            var parts: [CompiledFilter] = []
            for part in filters {
                parts.append(try CompiledFilter(part, dataset: dataset, zone: zone))
            }
            self = .anyOf(parts)
        case .comparison(let comparison):
            self = try Self.comparison(comparison, dataset, zone)
        }
    }

    private static func comparison(
        _ comparison: Comparison, _ dataset: some FilteredColumns, _ zone: Zone
    ) throws(AnalysisError) -> CompiledFilter {
        guard let index = dataset.index(of: comparison.property) else {
            preconditionFailure("the question was checked against the schema")
        }
        let null = comparison.acceptsNull
        switch dataset.type(of: index) {
        case .text: return try .codes(property: index, table: texts(comparison, index, dataset))
        case .boolean: return .codes(property: index, table: booleans(comparison))
        case .integer:
            return .integers(
                property: index, NumberRanges.of(comparison, values: comparison.values),
                acceptsNull: null)
        case .time:
            let instants = comparison.values.map { instant($0, zone) }
            return .integers(
                property: index, NumberRanges.of(comparison, values: instants), acceptsNull: null)
        case .number: return doubles(comparison, index)
        }
    }

    private static func instant(_ value: Value, _ zone: Zone) -> Value {
        guard case .text(let text) = value, let moment = Moment(text) else { return value }
        return .integer(moment.instant(in: zone))
    }

    private static func texts(
        _ comparison: Comparison, _ index: Int, _ dataset: some FilteredColumns
    ) throws(AnalysisError) -> [UInt8] {
        let test = comparison.textTest()
        let dictionary = try dataset.texts(of: index)
        var table: [UInt8] = [comparison.acceptsNull ? 1 : 0]
        for text in dictionary { table.append(test(text) ? 1 : 0) }
        return padded(table)
    }

    private static func booleans(_ comparison: Comparison) -> [UInt8] {
        let bounds = comparison.values.map { $0 == .boolean(true) ? 1 : 0 }
        let test = comparison.test(bounds)
        return padded([comparison.acceptsNull ? 1 : 0, test(0) ? 1 : 0, test(1) ? 1 : 0])
    }

    /// Kernels read a table of bytes for every code of one byte.
    private static func padded(_ table: [UInt8]) -> [UInt8] {
        table + Array(repeating: 0, count: max(0, 256 - table.count))
    }

    private static func doubles(_ comparison: Comparison, _ index: Int) -> CompiledFilter {
        let (ranges, inverted) = NumberRanges.doubles(comparison.operator, comparison.values)
        return .doubles(
            property: index, ranges, inverted: inverted, acceptsNull: comparison.acceptsNull)
    }
}
