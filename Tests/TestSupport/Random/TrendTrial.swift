package import Definitions

/// One random case of a trend: journeys over days or months, a question, its range.
package struct TrendTrial: Sendable, CustomStringConvertible {
    package let seed: UInt64
    package var journeys: JourneySet
    package var trend: Trend
    package var range: ResolvedRange?

    /// How far apart neighbouring times of the random journeys are moved.
    private static let steps: [(milliseconds: Int64, periods: [Trend.Period])] = [
        (1_200_000, [.hour, .day]), (3_600_000, [.hour, .day]),
        (25_200_000, [.day, .week]), (86_400_000, [.day, .week, .month]),
        (259_200_000, [.week, .month]), (950_400_000, [.week, .month]),
    ]

    package init(seed: UInt64, userCount: Int = 6, eventLimit: Int = 12) {
        self.seed = seed
        var random = SplitMix64(seed: seed)
        let small = RandomJourneys(userCount: userCount, eventLimit: eventLimit)
            .make(using: &random)
        let step = random.pick(Self.steps)
        let zone = random.pick(Self.zones)
        // Around the days on which clocks are set back.
        let start = Moment("2026-10-18T22:30:00")?.instant(in: zone) ?? 0
        journeys = Self.stretched(small, from: start, step: step.milliseconds, zone: zone)
        range = Self.range(from: start, step: step.milliseconds, using: &random)
        trend = RandomTrend.make(
            period: random.pick(step.periods), range: range, using: &random)
    }

    private static let zones = ["UTC", "Asia/Seoul", "America/New_York", "Europe/Berlin"]
        .compactMap { try? Zone($0) }

    private static func stretched(
        _ journeys: JourneySet, from start: Int64, step: Int64, zone: Zone
    ) -> JourneySet {
        var journeys = journeys
        journeys.zone = zone
        for user in journeys.users.indices {
            for event in journeys.users[user].events.indices {
                let time = journeys.users[user].events[event].time
                journeys.users[user].events[event].time =
                    start + time / RandomJourneys.timeStep * step + time % RandomJourneys.timeStep
            }
        }
        return journeys
    }

    private static func range(
        from start: Int64, step: Int64, using random: inout SplitMix64
    ) -> ResolvedRange? {
        guard random.chance(70) else { return nil }
        let from = start + Int64.random(in: -2...6, using: &random) * step
        let length = Int64.random(in: 1...8, using: &random) * step
        return ResolvedRange(from: from, to: from + length + random.pick([-1, 0, 0, 1]))
    }

    /// Everything that is needed to repeat the case by hand.
    package var description: String {
        let range = range.map {
            "\(journeys.zone.text($0.from)) ..< \(journeys.zone.text($0.to))"
        }
        return """
            seed \(seed), range \(range ?? "of the data"), \(journeys.zone.name)
            \(trend.json.rendered())
            \(journeys)
            """
    }
}

/// Draws trends over all options; each is one that validation accepts.
enum RandomTrend {
    static func make(
        period: Trend.Period, range: ResolvedRange?, using random: inout SplitMix64
    ) -> Trend {
        let series = (0..<random.pick([1, 1, 2, 3])).map { _ in
            Trend.Series(RandomFunnel.matcher(using: &random), measure(using: &random))
        }
        var trend = Trend(
            scope: Scope(dataset: "test", range: range.flatMap(RandomFunnel.fixed)),
            series: series, period: period)
        if random.chance(20) { trend.scope.filters = [RandomFunnel.filter(using: &random)] }
        trend.scope.userFilters = RandomUsers.filters(using: &random)
        if random.chance(20) {
            trend.scope.segments = [.members("seg_1"), .others("seg_1"), .all]
        }
        if random.chance(50) { trend.breakdown = breakdown(using: &random) }
        if random.chance(50) { trend.compare = random.pick(Trend.Compare.allCases) }
        if random.chance(30) {
            trend.formulas = [.init(numerator: series.count, denominator: 1)]
        }
        return trend
    }

    private static func measure(using random: inout SplitMix64) -> TrendMeasure {
        let property = random.pick(["n", "x"])
        return random.pick([
            .users, .users, .users, .count, .count, .countPerUser, .sum(property),
            .average(property), .minimum(property), .maximum(property),
            .percentile(property, random.pick([1, 25, 50, 90, 99])), .sumPerUser(property),
        ])
    }

    private static func breakdown(using random: inout SplitMix64) -> Trend.Breakdown {
        let limit = random.pick([1, 2, 10])
        if random.chance(20) {
            return Trend.Breakdown(
                .attribute(RandomUsers.attribute(using: &random)), limit: limit)
        }
        return Trend.Breakdown(
            .property(random.pick(["os", "os", "n", "x", "paid"])), limit: limit)
    }
}
