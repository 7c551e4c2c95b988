package import Definitions

/// What must hold inside every answer, whoever gave it.
package enum Conservation {
    /// The rules that the answer breaks, in words; empty where it is sound.
    ///
    /// Levels never rise, breakdown rows add up, every element's users are as many as its number.
    package static func violations(in answer: FunnelAnswer, to funnel: Funnel) -> [String] {
        answer.series.flatMap { rowViolations($0, answer, funnel) }
            + funnel.segments.flatMap { sumViolations($0, answer) }
    }

    private static func rowViolations(
        _ row: FunnelSeries, _ answer: FunnelAnswer, _ funnel: Funnel
    ) -> [String] {
        var found: [String] = []
        let tally = row.tally
        let series = funnel.segments.firstIndex(of: row.segment) ?? 0
        let name = "series \(series), \(row.breakdown?.title ?? "whole")"
        func demand(_ condition: Bool, _ rule: String) {
            if !condition { found.append("\(name): \(rule)") }
        }
        let rises = { (list: [Int]) in zip(list, list.dropFirst()).contains { $0 < $1 } }
        demand(!rises(tally.reached), "reached rises: \(tally.reached)")
        demand(!rises(tally.users), "users rise: \(tally.users)")
        for index in funnel.steps.indices {
            let reached = tally.reached[index]
            let users = tally.users[index]
            let next = index + 1 < funnel.steps.count ? tally.users[index + 1] : 0
            func members(_ group: FunnelElement.Group) -> Int? {
                let element = FunnelElement(
                    group, step: index + 1, series: series, breakdown: row.breakdown)
                return answer.users[element]?.count
            }
            demand(users <= reached, "step \(index + 1): more users than units")
            demand(funnel.unit != .user || users == reached, "step \(index + 1): users are units")
            demand(members(.converted) == users, "converted-\(index + 1) is not \(users) users")
            demand(members(.dropped) == users - next, "dropped-\(index + 1) is not the rest")
            for times in [tally.timeFromFirst[index], tally.timeFromPrevious[index]] {
                demand(times.count == reached, "step \(index + 1): times of \(times.count) units")
                demand(times.histogram.reduce(0, +) == reached, "histogram \(times.histogram)")
            }
        }
        return found
    }

    private static func sumViolations(
        _ segment: SegmentChoice, _ answer: FunnelAnswer
    ) -> [String] {
        let rows = answer.series.filter { $0.segment == segment }
        guard let whole = rows.first, rows.count > 1 else { return [] }
        let sums = whole.tally.reached.indices.map { index in
            rows.dropFirst().reduce(0) { $0 + $1.tally.reached[index] }
        }
        return sums == whole.tally.reached
            ? [] : ["rows of \(segment.json.rendered()) add up to \(sums), not the whole"]
    }
}
