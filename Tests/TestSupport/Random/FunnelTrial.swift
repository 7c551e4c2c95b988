package import Definitions

/// One random case: journeys, a funnel over them, and its range; the seed repeats it.
package struct FunnelTrial: Sendable, CustomStringConvertible {
    package let seed: UInt64
    package var journeys: JourneySet
    package var funnel: Funnel
    package var range: ResolvedRange?

    package init(
        seed: UInt64, journeys: JourneySet, funnel: Funnel, range: ResolvedRange? = nil
    ) {
        self.seed = seed
        self.journeys = journeys
        self.funnel = funnel
        self.range = range
    }

    /// A random trial with many ties, repeated and overlapping steps, and windows at the edge.
    package init(seed: UInt64, userCount: Int = 6, eventLimit: Int = 10) {
        var random = SplitMix64(seed: seed)
        let journeys = RandomJourneys(userCount: userCount, eventLimit: eventLimit)
            .make(using: &random)
        self.seed = seed
        self.journeys = journeys
        range = RandomFunnel.range(using: &random)
        funnel = RandomFunnel.make(range: range, using: &random)
    }

    /// Everything that is needed to repeat the case by hand.
    package var description: String {
        let window = range.map { "\($0.from)..<\($0.to)" } ?? "all"
        return """
            seed \(seed), range \(window), session gap \(journeys.sessionGapMilliseconds) ms
            \(funnel.json.rendered())
            \(journeys)
            """
    }
}
