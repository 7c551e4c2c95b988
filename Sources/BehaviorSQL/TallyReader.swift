import Definitions
import SQL

/// Reads a tally's rows: series, part, step, the columns of `Tally`, and the split value.
struct TallyReader {
    let plan: FunnelPlan

    func series(from rows: [[SQLValue]]) throws(BehaviorSQLError) -> [FunnelSeries] {
        var series: [FunnelSeries] = []
        var bySeries: [[Int64: [Row]]] = plan.funnel.segments.map { _ in [:] }
        for values in rows {
            let row = try Row(values)
            guard bySeries.indices.contains(row.series), plan.steps.contains(row.step) else {
                throw .unreadableAnswer("it has series \(row.series), step \(row.step)")
            }
            bySeries[row.series][row.part, default: []].append(row)
        }
        for (index, parts) in bySeries.enumerated() {
            for part in Set(parts.keys).union([PartNumber.whole]).sorted() {
                let rows = parts[part] ?? []
                series.append(
                    FunnelSeries(
                        segment: plan.funnel.segments[index],
                        breakdown: try breakdown(part, rows), tally: tally(rows)))
            }
        }
        return series
    }

    private func tally(_ rows: [Row]) -> FunnelTally {
        let byStep = plan.steps.map { step in rows.first { $0.step == step } }
        return FunnelTally(
            reached: byStep.map { $0?.unitCount ?? 0 }, users: byStep.map { $0?.userCount ?? 0 },
            timeFromFirst: byStep.map { $0?.fromFirst ?? .empty },
            timeFromPrevious: byStep.map { $0?.fromPrevious ?? .empty })
    }

    private func breakdown(
        _ part: Int64, _ rows: [Row]
    ) throws(BehaviorSQLError) -> BreakdownValue? {
        let limit = Int64(plan.funnel.breakdown?.limit ?? 0)
        switch part {
        case PartNumber.whole: return nil
        case PartNumber.other(limit): return .other
        case PartNumber.none(limit): return BreakdownValue.none
        default: return .value(try words(rows.first?.split ?? .null))
        }
    }

    /// A split value as people write it.
    private func words(_ value: SQLValue) throws(BehaviorSQLError) -> String {
        switch value {
        case .text(let text): return text
        case .integer(let number):
            return plan.splitType == .time ? plan.zone.text(number) : Value.integer(number).words
        case .double(let number): return Value.number(number).words
        case .boolean(let flag): return Value.boolean(flag).words
        case .null: throw .unreadableAnswer("a shown breakdown row has no value")
        }
    }
}

extension TallyReader {
    /// One row of the answer.
    struct Row {
        let series: Int
        let part: Int64
        let step: Int
        let unitCount: Int
        let userCount: Int
        let fromFirst: TimeStatistics
        let fromPrevious: TimeStatistics
        let split: SQLValue

        init(_ values: [SQLValue]) throws(BehaviorSQLError) {
            guard values.count == 3 + Tally.columns.count + 1 else {
                throw .unreadableAnswer("it has \(values.count) columns")
            }
            var numbers: [Int64] = []
            for value in values.dropLast() {
                guard case .integer(let number) = value else {
                    throw .unreadableAnswer("\(value) stands where a whole number is expected")
                }
                numbers.append(number)
            }
            series = Int(numbers[0])
            part = numbers[1]
            step = Int(numbers[2])
            unitCount = Int(numbers[3])
            userCount = Int(numbers[4])
            let half = (Tally.columns.count - 2) / 2
            fromFirst = Self.statistics(numbers[5..<(5 + half)], count: unitCount)
            fromPrevious = Self.statistics(numbers[(5 + half)...], count: unitCount)
            split = values[values.count - 1]
        }

        private static func statistics(
            _ numbers: ArraySlice<Int64>, count: Int
        ) -> TimeStatistics {
            let numbers = Array(numbers)
            return TimeStatistics(
                count: count, median: numbers[1],
                mean: TimeStatistics.roundedMean(sum: numbers[0], count: count), p90: numbers[2],
                histogram: numbers[3...].map { Int($0) })
        }
    }
}
