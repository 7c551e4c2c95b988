import Definitions

/// A retention result as CSV: one line per series and number.
struct RetentionCSV {
    let result: RetentionResult

    init(_ result: RetentionResult) {
        self.result = result
    }

    var text: String {
        let lines = result.series.flatMap(lines)
        return ([header] + lines).map(CSVLine.text).joined()
    }

    private var header: [String] {
        switch result.retention.view {
        case .retention:
            [
                "segment"
            ] + (result.retention.breakdown == nil ? [] : ["breakdown"]) + [
                "cohort", "cohort_users", "period", "users", "rate", "complete",
                "element", "inactive",
            ] + (result.retention.measure == nil ? [] : ["value"])
        case .stickiness: ["segment", "periods", "users", "element"]
        case .lifecycle: ["segment", "period", "complete", "group", "users", "element"]
        }
    }

    private func lines(of series: RetentionSeries) -> [[String]] {
        let segment = series.segment.title
        switch series.table {
        case .cohorts(let cohorts):
            return cohorts.flatMap { lines(of: $0, series) }
        case .stickiness(let users):
            return users.enumerated().map { position, count in
                let element = series.element(
                    .periods(position + 1), start: nil, in: result.retention)
                return [segment, String(position + 1), String(count), element.id]
            }
        case .lifecycle(let periods):
            return periods.flatMap { period in
                Lifecycle.allCases.map { group in
                    let element = series.element(
                        .lifecycle(group), start: period.start, in: result.retention)
                    return [
                        segment, period.start.text, String(period.isComplete), group.rawValue,
                        String(period.users[group.index]), element.id,
                    ]
                }
            }
        }
    }

    private func lines(
        of cohort: RetentionCohort, _ series: RetentionSeries
    ) -> [[String]] {
        cohort.cells.enumerated().map { column, cell in
            func id(_ group: RetentionElement.Group) -> String {
                series.element(group, start: cohort.start, in: result.retention).id
            }
            let value = result.retention.breakdown == nil ? [] : [series.breakdown?.title ?? ""]
            return [series.segment.title] + value + [
                cohort.start.text, String(cohort.users),
                result.retention.columns.title(column), String(cell.users),
                String(cohort.rate(column)), String(cell.isComplete), id(.active(column)),
                id(.inactive(column)),
            ] + (result.retention.measure == nil ? [] : [cell.value.map { String($0) } ?? ""])
        }
    }
}
