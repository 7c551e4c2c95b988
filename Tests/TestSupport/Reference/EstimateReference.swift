package import Definitions

/// Attributes as `docs/guide/estimates.md` words them, worked out user by user: slow and plain.
package enum EstimateReference {
    /// Each user's value, by external id; users without one are absent.
    package static func values(
        of estimate: Estimate, over journeys: JourneySet, range: ResolvedRange?
    ) -> [String: Value] {
        if case .rfm(let score, let property) = estimate.rule {
            return scores(score, property, estimate, journeys, range)
        }
        var values: [String: Value] = [:]
        for journey in journeys.users {
            values[journey.user] = value(
                of: estimate, events(of: journey, estimate, journeys, range), journeys, range)
        }
        return values
    }

    /// The journeys with the estimates among their users' attributes.
    package static func adding(
        _ estimates: [Estimate], to journeys: JourneySet, range: ResolvedRange?
    ) -> JourneySet {
        var result = journeys
        for estimate in estimates {
            let values = values(of: estimate, over: journeys, range: range)
            for index in result.users.indices {
                result.users[index].attributes[estimate.name] = values[result.users[index].user]
            }
        }
        return result
    }

    private static func events(
        of journey: Journey, _ estimate: Estimate, _ journeys: JourneySet, _ range: ResolvedRange?
    ) -> [JourneyEvent] {
        let filter = ReferenceFilter(types: journeys.propertyTypes, zone: journeys.zone)
        return journey.events.filter { event in
            (range ?? .always).contains(event.time)
                && (estimate.matcher.map { filter.matches($0, event) } ?? true)
        }
    }

    private static func value(
        of estimate: Estimate, _ events: [JourneyEvent], _ journeys: JourneySet,
        _ range: ResolvedRange?
    ) -> Value? {
        let zone = journeys.zone
        switch estimate.rule {
        case .count: return .integer(Int64(events.count))
        case .daysActive:
            return .integer(Int64(Set(events.map { zone.date(of: $0.time) }).count))
        case .daysSinceLast:
            return events.map(\.time).max().map {
                .integer(days(since: $0, journeys, range))
            }
        case .mostUsedHour:
            return mostFrequent(events.map { .integer(hour($0.time, zone)) })
        case .mostFrequent(let name):
            return mostFrequent(events.compactMap { $0.properties[name] })
        case .first(let name): return edge(events, name, isFirst: true)
        case .last(let name): return edge(events, name, isFirst: false)
        case .sum(let name):
            let numbers = events.compactMap { $0.properties[name] }
            guard journeys.propertyTypes[name] == .integer else {
                return .number(numbers.reduce(0) { $0 + ($1.number ?? 0) })
            }
            return .integer(numbers.reduce(0) { $0 + Int64($1.number ?? 0) })
        case .average(let name):
            let numbers = events.compactMap { $0.properties[name]?.number }
            return numbers.isEmpty
                ? nil : .number(numbers.reduce(0, +) / Double(numbers.count))
        case .rfm: return nil
        }
    }

    /// Calendar days from an instant to the range's last, or to the data's where they end before it.
    private static func days(
        since instant: Int64, _ journeys: JourneySet, _ range: ResolvedRange?
    ) -> Int64 {
        let end = min(
            (range ?? .always).to - 1, journeys.events.map(\.time).max() ?? 0)
        return Int64(
            journeys.zone.date(of: end).daysSinceEpoch
                - journeys.zone.date(of: instant).daysSinceEpoch)
    }

    private static func hour(_ instant: Int64, _ zone: Zone) -> Int64 {
        // `2026-11-23T09:00:00.000+09:00`
        Int64(zone.text(instant).dropFirst(11).prefix(2)) ?? -1
    }

    private static func mostFrequent(_ values: [Value]) -> Value? {
        let counts = Dictionary(grouping: values, by: \.self).mapValues(\.count)
        return counts.max { left, right in
            left.value == right.value
                ? Value.precedes(right.key, left.key) : left.value < right.value
        }?.key
    }

    private static func edge(
        _ events: [JourneyEvent], _ name: String, isFirst: Bool
    ) -> Value? {
        let valued = events.filter { $0.properties[name] != nil }
        func moment(_ event: JourneyEvent) -> (Int64, Int64) {
            (event.time, event.sequence ?? .min)
        }
        let ordered = valued.map(moment).sorted { isFirst ? $0 < $1 : $0 > $1 }
        guard let wanted = ordered.first else { return nil }
        return valued.filter { moment($0) == wanted }.compactMap { $0.properties[name] }
            .min { Value.precedes($0, $1) }
    }

    private static func scores(
        _ score: Estimate.Score, _ property: String?, _ estimate: Estimate,
        _ journeys: JourneySet, _ range: ResolvedRange?
    ) -> [String: Value] {
        var users: [(user: String, days: Int64, count: Int, money: Double)] = []
        for journey in journeys.users {
            let events = events(of: journey, estimate, journeys, range)
            guard let last = events.map(\.time).max() else { continue }
            let money = events.compactMap { event in
                property.flatMap { event.properties[$0]?.number }
            }
            users.append(
                (
                    journey.user, days(since: last, journeys, range), events.count,
                    money.reduce(0, +)
                ))
        }
        func points(_ worse: Int) -> Int {
            Int((5.0 * Double(worse) / Double(users.count)) + 1e-9) + 1
        }
        var values: [String: Value] = [:]
        for user in users {
            let r = points(users.count { $0.days > user.days })
            let f = points(users.count { $0.count < user.count })
            let m = points(users.count { $0.money < user.money })
            values[user.user] =
                switch score {
                case .recency: .integer(Int64(r))
                case .frequency: .integer(Int64(f))
                case .monetary: .integer(Int64(m))
                case .combined: .text("\(r)\(f)\(m)")
                }
        }
        return values
    }
}
