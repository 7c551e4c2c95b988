package import Definitions

/// What an engine says about a trend, in the form in which engines are compared.
package struct TrendAnswer: Hashable, Sendable {
    package var series: [TrendSeries]
    /// The users behind every element of `series`, empty sets included.
    package var users: [TrendElement: Set<String>]

    package init(series: [TrendSeries], users: [TrendElement: Set<String>] = [:]) {
        self.series = series
        self.users = users
    }
}

extension TrendSeries {
    /// Every cell of the series with the element that names its users.
    package func cells(in trend: Trend) -> [(element: TrendElement, cell: TrendCell)] {
        let segment = trend.segments.firstIndex(of: segment) ?? 0
        func cells(_ line: TrendLine, _ isCompared: Bool) -> [(TrendElement, TrendCell)] {
            func element(_ point: Int?) -> TrendElement {
                TrendElement(
                    series: series, point: point, isCompared: isCompared, segment: segment,
                    breakdown: breakdown)
            }
            return line.points.enumerated().map { (element($0.offset), $0.element) }
                + [(element(nil), line.total)]
        }
        return cells(current, false) + (compared.map { cells($0, true) } ?? [])
    }

    fileprivate var name: String {
        "\(segment.json.rendered())/\(series + 1)/\(breakdown?.title ?? "whole")"
    }
}

extension TrendAnswer {
    /// The first things in which two answers differ, in words; empty where they agree.
    package func differences(from expected: TrendAnswer) -> [String] {
        var found: [String] = []
        let names = series.map(\.name)
        let expectedNames = expected.series.map(\.name)
        if names != expectedNames { found.append("rows \(names), expected \(expectedNames)") }
        for (row, other) in zip(series, expected.series) where row.name == other.name {
            if row.current != other.current {
                found.append("\(row.name): \(row.current), expected \(other.current)")
            }
            if row.compared != other.compared {
                found.append(
                    "\(row.name) before: \(row.compared as Any), expected \(other.compared as Any)")
            }
        }
        for (element, members) in users.sorted(by: { $0.key.id < $1.key.id })
        where expected.users[element] != members {
            let other = expected.users[element].map { "\($0.sorted())" } ?? "nothing"
            found.append("\(element.id): \(members.sorted()), expected \(other)")
        }
        return found
    }
}

extension Answer {
    /// The series of a trend's answer; none of another one.
    package var trendSeries: [TrendSeries] {
        switch self {
        case .trend(let result): result.series
        default: []
        }
    }
}
