import Definitions
import SQL

/// Reads a tally's rows: segment, series, line, row and point, then what `sums` selects.
struct TrendReader {
    let plan: TrendSQLPlan

    private struct Place: Hashable {
        let segment: Int
        let series: Int
        let line: Int
        let part: Int64
        let point: Int64
    }

    private struct Cell {
        let count: Int
        let users: Int
        let sum: Double?
        let least: Double?
        let greatest: Double?
        let percentile: Double?
        let split: SQLValue
    }

    func series(from rows: [[SQLValue]]) throws(BehaviorSQLError) -> [TrendSeries] {
        var cells: [Place: Cell] = [:]
        for values in rows {
            let (place, cell) = try Self.read(values)
            cells[place] = cell
        }
        var series: [TrendSeries] = []
        for segment in plan.trend.segments.indices {
            for index in plan.trend.series.indices {
                let own = cells.filter { $0.key.segment == segment && $0.key.series == index }
                for part in Set(own.keys.map(\.part)).union([PartNumber.whole]).sorted() {
                    let row = own.filter { $0.key.part == part }
                    series.append(try self.series(segment, index, part, row))
                }
            }
        }
        return series
    }

    private func series(
        _ segment: Int, _ index: Int, _ part: Int64, _ cells: [Place: Cell]
    ) throws(BehaviorSQLError) -> TrendSeries {
        func line(_ number: Int, _ timeline: TrendTimeline) -> TrendLine {
            func cell(_ point: Int64) -> TrendCell {
                let place = Place(
                    segment: segment, series: index, line: number, part: part, point: point)
                return self.cell(cells[place], plan.trend.series[index].measure)
            }
            return TrendLine(
                points: (0..<timeline.count).map { cell(Int64($0)) },
                total: cell(TrendSQLPlan.total))
        }
        let split = cells.values.map(\.split).first { $0 != .null }
        return TrendSeries(
            segment: plan.trend.segments[segment], series: index,
            breakdown: try breakdown(part, split ?? .null),
            current: line(0, plan.timelines.current),
            compared: plan.timelines.compared.map { line(1, $0) })
    }

    private func cell(_ cell: Cell?, _ measure: TrendMeasure) -> TrendCell {
        let count = Double(cell?.count ?? 0)
        let users = Double(cell?.users ?? 0)
        let sum = cell?.sum ?? 0
        let value: Double? =
            switch measure {
            case .count: count
            case .users: users
            case .countPerUser: users == 0 ? nil : count / users
            case .sum: sum
            case .average: count == 0 ? nil : sum / count
            case .minimum: cell?.least
            case .maximum: cell?.greatest
            case .percentile: cell?.percentile
            case .sumPerUser: users == 0 ? nil : sum / users
            }
        return TrendCell(value: value, users: cell?.users ?? 0)
    }

    private func breakdown(
        _ part: Int64, _ split: SQLValue
    ) throws(BehaviorSQLError) -> BreakdownValue? {
        switch part {
        case PartNumber.whole: return nil
        case PartNumber.other(plan.limit): return .other
        case PartNumber.none(plan.limit): return BreakdownValue.none
        default: break
        }
        switch split {
        case .text(let text): return .value(text)
        case .integer(let number):
            guard case .attribute = plan.split, plan.splitType == .time else {
                return .value(Value.integer(number).words)
            }
            return .value(plan.zone.text(number))
        case .double(let number): return .value(Value.number(number).words)
        case .boolean(let flag): return .value(Value.boolean(flag).words)
        case .null: throw .unreadableAnswer("a shown breakdown row has no value")
        }
    }

    private static func read(_ values: [SQLValue]) throws(BehaviorSQLError) -> (Place, Cell) {
        guard values.count == 12 else {
            throw .unreadableAnswer("it has \(values.count) columns")
        }
        var numbers: [Int64] = []
        for value in values.prefix(7) {
            guard case .integer(let number) = value else {
                throw .unreadableAnswer("\(value) stands where a whole number is expected")
            }
            numbers.append(number)
        }
        let place = Place(
            segment: Int(numbers[0]), series: Int(numbers[1]), line: Int(numbers[2]),
            part: numbers[3], point: numbers[4])
        let cell = Cell(
            count: Int(numbers[5]), users: Int(numbers[6]), sum: double(values[7]),
            least: double(values[8]), greatest: double(values[9]),
            percentile: double(values[10]), split: values[11])
        return (place, cell)
    }

    private static func double(_ value: SQLValue) -> Double? {
        switch value {
        case .double(let number): number
        case .integer(let number): Double(number)
        case .null, .text, .boolean: nil
        }
    }
}
