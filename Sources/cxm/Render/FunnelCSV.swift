import Definitions

/// A funnel's result as CSV: one line per series and step.
struct FunnelCSV {
    let result: FunnelResult

    init(_ result: FunnelResult) {
        self.result = result
    }

    var text: String {
        let header = [
            "segment", "breakdown", "step", "label", "count", "users", "from_first",
            "from_previous", "stopped", "stopped_users", "median_time_from_first_ms",
            "median_time_from_previous_ms", "converted", "dropped",
        ]
        return ([header] + result.series.flatMap(lines)).map(CSVLine.text).joined()
    }

    private func lines(of series: FunnelSeries) -> [[String]] {
        result.steps(of: series).enumerated().map { index, step in
            [
                series.segment.title, series.breakdown?.title ?? "", String(index + 1), step.label,
                String(step.count), String(step.users), String(step.fromFirst),
                String(step.fromPrevious), String(step.stopped), String(step.stoppedUsers),
                step.timeFromFirst.median.map { String($0) } ?? "",
                step.timeFromPrevious.median.map { String($0) } ?? "",
                step.converted.id, step.dropped.id,
            ]
        }
    }
}

extension SegmentChoice {
    /// `all`, `seg_42`, `not seg_42`
    var title: String {
        switch self {
        case .all: "all"
        case .members(let id): id
        case .others(let id): "not \(id)"
        }
    }
}
