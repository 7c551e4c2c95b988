import Definitions
import SQL

/// Reads a tally's rows, in the form that `RetentionQueries.tally` gives them.
struct RetentionReader {
    /// What is counted for one row of the breakdown, or for the whole.
    private struct Part {
        var value: BreakdownValue?
        var counts: [Int]
        var values: [CellValue]
    }

    let sql: RetentionSQL
    private var whole: Part
    private var parts: [Int64: Part] = [:]

    init(sql: RetentionSQL) {
        self.sql = sql
        whole = Part(
            counts: Array(repeating: 0, count: sql.layout.cellCount),
            values: Array(repeating: CellValue(), count: sql.layout.cellCount))
    }

    private var retention: Retention { sql.retention }
    private var width: Int { sql.layout.cellsPerPeriod }

    /// The whole series, then those of the shown values, of the others and of none.
    func series(_ segment: SegmentChoice) -> [RetentionSeries] {
        let rows = [whole] + parts.sorted { $0.key < $1.key }.map(\.value)
        return rows.map { part in
            RetentionSeries(
                segment: segment, breakdown: part.value,
                table: sql.layout.table(
                    part.counts, values: retention.measure == nil ? nil : part.values))
        }
    }

    mutating func add(_ row: [SQLValue]) throws(BehaviorSQLError) {
        let columns = retention.columns.count
        let measured = retention.measure == nil ? 0 : 2 * columns
        let split = retention.breakdown == nil ? 0 : 2
        guard row.count == 1 + width + measured + split else {
            throw .unreadableAnswer("it has \(row.count) columns")
        }
        var counts: [Int] = []
        for value in row[...width] { counts.append(try Self.integer(value)) }
        var values: [CellValue] = []
        for column in 0..<(measured / 2) {
            let place = 1 + width + 2 * column
            values.append(
                CellValue(
                    sum: try Self.double(row[place]), count: try Self.integer(row[place + 1])))
        }
        add(counts, values, to: &whole)
        guard split > 0 else { return }
        let number = Int64(try Self.integer(row[row.count - 2]))
        if parts[number] == nil { parts[number] = try newPart(number, row[row.count - 1]) }
        guard var part = parts[number] else { return }
        add(counts, values, to: &part)
        parts[number] = part
    }

    /// A period or number of periods, then what is counted for it.
    private func add(_ numbers: [Int], _ values: [CellValue], to part: inout Part) {
        for (index, number) in numbers.dropFirst().enumerated() {
            let isDormant = retention.view == .lifecycle && index == Lifecycle.dormant.index
            let period =
                switch retention.view {
                case .stickiness: numbers[0] - 1
                // Whoever is not there in the next period is dormant in that one.
                case .lifecycle: numbers[0] - sql.layout.shown.lowerBound + (isDormant ? 1 : 0)
                case .retention: numbers[0]
                }
            guard (0..<sql.layout.shown.count).contains(period) else { continue }
            part.counts[period * width + index] += number
            if index > 0, values.indices.contains(index - 1) {
                part.values[period * width + index].add(values[index - 1])
            }
        }
    }

    private func newPart(
        _ number: Int64, _ value: SQLValue
    ) throws(BehaviorSQLError) -> Part {
        let limit = Int64(retention.breakdown?.limit ?? 0)
        var part = RetentionReader(sql: sql).whole
        part.value =
            switch number {
            case PartNumber.other(limit): .other
            case PartNumber.none(limit): BreakdownValue.none
            default: .value(try words(value))
            }
        return part
    }

    /// A value as people write it.
    private func words(_ value: SQLValue) throws(BehaviorSQLError) -> String {
        switch value {
        case .text(let text): return text
        case .integer(let number):
            return try sql.splitType == .time
                ? sql.zone.text(number) : Value.integer(number).words
        case .double(let number): return Value.number(number).words
        case .boolean(let flag): return Value.boolean(flag).words
        case .null: throw .unreadableAnswer("a shown breakdown row has no value")
        }
    }

    private static func integer(_ value: SQLValue) throws(BehaviorSQLError) -> Int {
        guard case .integer(let number) = value else {
            throw .unreadableAnswer("\(value) stands where a whole number is expected")
        }
        return Int(number)
    }

    private static func double(_ value: SQLValue) throws(BehaviorSQLError) -> Double {
        switch value {
        case .double(let number): return number
        case .null: return 0
        default: throw .unreadableAnswer("\(value) stands where a number is expected")
        }
    }
}
