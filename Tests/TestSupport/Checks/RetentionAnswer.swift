package import Definitions

/// What an engine says about a retention question, in the form in which engines are compared.
package struct RetentionAnswer: Hashable, Sendable {
    package var series: [RetentionSeries]
    /// The users behind elements of `series`, empty sets included.
    package var users: [RetentionElement: Set<String>]

    package init(series: [RetentionSeries], users: [RetentionElement: Set<String>]) {
        self.series = series
        self.users = users
    }

    /// The segments, in their order.
    package var segments: [SegmentChoice] {
        series.filter { $0.breakdown == nil }.map(\.segment)
    }

    /// The first series' cohorts; empty in other views.
    package var cohorts: [RetentionCohort] {
        if case .cohorts(let cohorts) = series.first?.table { cohorts } else { [] }
    }

    /// The first things in which two answers differ, in words; empty where they agree.
    package func differences(from expected: RetentionAnswer) -> [String] {
        var found: [String] = []
        if series.count != expected.series.count { found.append("\(series.count) series") }
        for (index, (row, expectedRow)) in zip(series, expected.series).enumerated()
        where row != expectedRow {
            found.append("series \(index): \(row.table)\n  expected \(expectedRow.table)")
        }
        for (element, members) in users.sorted(by: { $0.key.id < $1.key.id })
        where expected.users[element] != members {
            let wanted = expected.users[element].map { "\($0.sorted())" } ?? "nothing"
            found.append("\(element.id): \(members.sorted()), expected \(wanted)")
        }
        return found
    }

    /// The elements whose number is not that of their users, in words; empty where all are sound.
    package func violations() -> [String] {
        series.flatMap { one in
            one.elements(segments.firstIndex(of: one.segment) ?? 0).compactMap { element, count in
                guard let people = users[element]?.count, people != count else { return nil }
                return "\(element.id) shows \(count), has \(people)"
            }
        } + unevenRows()
    }

    /// Segments in which the rows of the breakdown do not add up to the whole.
    private func unevenRows() -> [String] {
        Dictionary(grouping: series, by: \.segment).values.compactMap { rows in
            guard let whole = rows.first, rows.count > 1 else { return nil }
            let sum = rows.dropFirst().map(\.counts).reduce(whole.counts.map { _ in 0 }) {
                zip($0, $1).map(+)
            }
            return sum == whole.counts ? nil : "\(whole.segment): rows do not add up"
        }
    }
}

extension RetentionSeries {
    /// The users of every cell, one after the other.
    package var counts: [Int] { elements(0).map(\.count) }

    /// Every element of the series with the number that it stands for; `series` is the place of its
    /// segment.
    package func elements(_ series: Int) -> [(element: RetentionElement, count: Int)] {
        switch table {
        case .cohorts(let cohorts):
            cohorts.flatMap { cohort in
                func element(_ group: RetentionElement.Group) -> RetentionElement {
                    RetentionElement(
                        group, start: cohort.start, series: series, breakdown: breakdown)
                }
                return [(element(.cohort), cohort.users)]
                    + cohort.cells.enumerated().flatMap { column, cell in
                        [
                            (element(.active(column)), cell.users),
                            (element(.inactive(column)), cohort.users - cell.users),
                        ]
                    }
            }
        case .stickiness(let users):
            users.enumerated().map { index, count in
                (RetentionElement(.periods(index + 1), start: nil, series: series), count)
            }
        case .lifecycle(let periods):
            periods.flatMap { period in
                Lifecycle.allCases.map { group in
                    (
                        RetentionElement(.lifecycle(group), start: period.start, series: series),
                        period.users[group.index]
                    )
                }
            }
        }
    }
}

extension RetentionSeries {
    /// All elements, or `limit` of them, evenly spread, where asking for all would take long.
    package func someElements(_ series: Int, limit: Int) -> [RetentionElement] {
        let all = elements(series)
        let step = max(1, (all.count + limit - 1) / limit)
        return stride(from: (all.count / 2) % step, to: all.count, by: step).map {
            all[$0].element
        }
    }
}

extension Answer {
    /// The series of a retention answer; none of another's.
    package var retentionSeries: [RetentionSeries] {
        if case .retention(let result) = self { result.series } else { [] }
    }
}
