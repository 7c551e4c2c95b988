package import Definitions

/// One random rule over random journeys of days or months; the seed repeats it.
package struct EstimateTrial: Sendable, CustomStringConvertible {
    package let seed: UInt64
    package var journeys: JourneySet
    package var estimate: Estimate
    package var range: ResolvedRange?

    package init(seed: UInt64) {
        // Days, months, zones whose clocks change: those of trends.
        let trend = TrendTrial(seed: seed)
        var random = SplitMix64(seed: seed &* 31)
        self.seed = seed
        journeys = trend.journeys
        range = trend.range
        estimate = RandomEstimate.make("guess", using: &random)
    }

    package var frame: EstimateFrame {
        EstimateFrame(
            range, dataFrom: journeys.events.map(\.time).min(),
            dataUntil: journeys.events.map(\.time).max(), zone: journeys.zone)
    }

    package var description: String {
        """
        seed \(seed), range \(range.map { "\($0.from)..<\($0.to)" } ?? "all"), \(journeys.zone.name)
        \(estimate.json.rendered())
        \(journeys)
        """
    }
}

/// Draws rules over all kinds.
package enum RandomEstimate {
    package static func make(_ name: String, using random: inout SplitMix64) -> Estimate {
        let any = random.pick(["os", "os", "n", "x", "paid"])
        let number = random.pick(["n", "x"])
        let rule = random.pick([
            Estimate.Rule.mostFrequent(any), .mostFrequent(any), .mostUsedHour, .daysSinceLast,
            .count, .sum(number), .average(number), .daysActive, .first(any), .last(any),
            .rfm(.combined, number), .rfm(.recency, nil), .rfm(.frequency, nil),
            .rfm(.monetary, number),
        ])
        return Estimate(
            name, rule, matcher: random.chance(50) ? RandomFunnel.matcher(using: &random) : nil)
    }
}
