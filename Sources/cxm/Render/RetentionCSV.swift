import Definitions

/// A retention result as CSV: one line per series and number.
struct RetentionCSV {
    let result: RetentionResult

    init(_ result: RetentionResult) {
        self.result = result
    }

    var text: String {
        let lines = result.series.enumerated().flatMap { index, series in
            self.lines(of: series, index)
        }
        return ([header] + lines).map(CSVLine.text).joined()
    }

    private var header: [String] {
        switch result.retention.view {
        case .retention:
            [
                "segment", "cohort", "cohort_users", "period", "users", "rate", "complete",
                "element", "inactive",
            ] + (result.retention.measure == nil ? [] : ["value"])
        case .stickiness: ["segment", "periods", "users", "element"]
        case .lifecycle: ["segment", "period", "complete", "group", "users", "element"]
        }
    }

    private func lines(of series: RetentionSeries, _ index: Int) -> [[String]] {
        let segment = series.segment.title
        switch series.table {
        case .cohorts(let cohorts):
            return cohorts.flatMap { lines(of: $0, segment, index) }
        case .stickiness(let users):
            return users.enumerated().map { position, count in
                let element = RetentionElement(.periods(position + 1), start: nil, series: index)
                return [segment, String(position + 1), String(count), element.id]
            }
        case .lifecycle(let periods):
            return periods.flatMap { period in
                Lifecycle.allCases.map { group in
                    let element = RetentionElement(
                        .lifecycle(group), start: period.start, series: index)
                    return [
                        segment, period.start.text, String(period.isComplete), group.rawValue,
                        String(period.users[group.index]), element.id,
                    ]
                }
            }
        }
    }

    private func lines(
        of cohort: RetentionCohort, _ segment: String, _ index: Int
    ) -> [[String]] {
        cohort.cells.enumerated().map { column, cell in
            func id(_ group: RetentionElement.Group) -> String {
                RetentionElement(group, start: cohort.start, series: index).id
            }
            return [
                segment, cohort.start.text, String(cohort.users),
                result.retention.columns.title(column), String(cell.users),
                String(cohort.rate(column)), String(cell.isComplete), id(.active(column)),
                id(.inactive(column)),
            ] + (result.retention.measure == nil ? [] : [cell.value.map { String($0) } ?? ""])
        }
    }
}
