package import Definitions

/// What an engine says about a funnel, in the form in which engines are compared.
package struct FunnelAnswer: Hashable, Sendable {
    /// Per segment: the whole, then the shown breakdown values, `(other)` and `(none)`.
    package var series: [FunnelSeries]
    /// The users behind every element of `series`, empty sets included.
    package var users: [FunnelElement: Set<String>]

    package init(series: [FunnelSeries], users: [FunnelElement: Set<String>]) {
        self.series = series
        self.users = users
    }

    /// The whole first series.
    package var tally: FunnelTally { series[0].tally }

    /// The level of every user who has one, read from the sets of the first series.
    package var levels: [String: Int] {
        var levels: [String: Int] = [:]
        for (element, users) in users
        where element.group == .dropped && element.series == 0 && element.breakdown == nil {
            for user in users { levels[user] = element.step }
        }
        return levels
    }
}

/// Any engine that can answer a funnel over a small dataset.
///
///     let native = TestedEngine("native") { journeys, funnel, range in … }
///     let answer = try await native(journeys, funnel, range)
package struct TestedEngine: Sendable {
    package let name: String
    private let answer: @Sendable (JourneySet, Funnel, ResolvedRange?) async throws -> FunnelAnswer

    package init(
        _ name: String,
        answer:
            @escaping @Sendable (JourneySet, Funnel, ResolvedRange?) async throws ->
            FunnelAnswer
    ) {
        self.name = name
        self.answer = answer
    }

    /// The range is resolved already; nil means all of time.
    package func callAsFunction(
        _ journeys: JourneySet, _ funnel: Funnel, _ range: ResolvedRange?
    ) async throws -> FunnelAnswer {
        try await answer(journeys, funnel, range)
    }
}

extension FunnelElement {
    /// Every element of one series or breakdown row.
    package static func all(
        of funnel: Funnel, series: Int, breakdown: BreakdownValue?
    ) -> [FunnelElement] {
        funnel.steps.indices.flatMap { index in
            Group.allCases.map {
                FunnelElement($0, step: index + 1, series: series, breakdown: breakdown)
            }
        }
    }
}

extension FunnelAnswer {
    /// The first things in which two answers differ, in words; empty where they agree.
    package func differences(from expected: FunnelAnswer) -> [String] {
        var found: [String] = []
        let names = series.map(\.name)
        let expectedNames = expected.series.map(\.name)
        if names != expectedNames { found.append("rows \(names), expected \(expectedNames)") }
        for (row, expectedRow) in zip(series, expected.series) where row.name == expectedRow.name {
            found += row.tally.differences(from: expectedRow.tally).map { "\(row.name): \($0)" }
        }
        for (element, members) in expected.users.sorted(by: { $0.key.id < $1.key.id })
        where users[element] != members {
            let actual = users[element].map { "\($0.sorted())" } ?? "nothing"
            found.append("\(element.id): \(actual), expected \(members.sorted())")
        }
        for element in Set(users.keys).subtracting(expected.users.keys) {
            found.append("\(element.id): not expected at all")
        }
        return found
    }
}

extension FunnelSeries {
    fileprivate var name: String {
        "\(segment.json.rendered())/\(breakdown?.title ?? "whole")"
    }
}

extension FunnelTally {
    fileprivate func differences(from expected: FunnelTally) -> [String] {
        var found: [String] = []
        func compare<Part: Equatable>(_ name: String, _ part: KeyPath<FunnelTally, Part>) {
            if self[keyPath: part] != expected[keyPath: part] {
                found.append("\(name) \(self[keyPath: part]), expected \(expected[keyPath: part])")
            }
        }
        compare("reached", \.reached)
        compare("users", \.users)
        compare("time from first", \.timeFromFirst)
        compare("time from previous", \.timeFromPrevious)
        return found
    }
}

extension Answer {
    /// The series of a funnel's answer; none of another's.
    package var funnelSeries: [FunnelSeries] {
        if case .funnel(let result) = self { result.series } else { [] }
    }
}
