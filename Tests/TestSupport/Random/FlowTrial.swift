package import Definitions

/// One random case: journeys, a flow over them, and its range; the seed repeats it.
package struct FlowTrial: Sendable, CustomStringConvertible {
    package let seed: UInt64
    package var journeys: JourneySet
    package var flow: Flow
    package var range: ResolvedRange?

    /// Which properties of random journeys play which role.
    package static let roles = ["page": "os", "element": "x"]

    package init(seed: UInt64, userCount: Int = 6, eventLimit: Int = 14) {
        var random = SplitMix64(seed: seed)
        self.seed = seed
        journeys = RandomJourneys(userCount: userCount, eventLimit: eventLimit)
            .make(using: &random)
        let limit = RandomJourneys.timeLimit
        if random.chance(40) {
            let from = Int64.random(in: -5..<limit, using: &random)
            range = ResolvedRange(
                from: from, to: Int64.random(in: (from + 1)...(limit + 20), using: &random))
        } else {
            range = nil
        }
        flow = Self.flow(using: &random)
    }

    private static func flow(using random: inout SplitMix64) -> Flow {
        let subject = random.pick([Flow.Subject.event, .event, .page, .property("os")])
        let values = subject == .event ? RandomJourneys.eventNames : ["ios", "web", "아이폰"]
        let hasRules = random.chance(25)
        let rules = hasRules ? [Flow.Rule("?", label: "no"), .init("*i*", label: "Z")] : []
        let more = hasRules ? [Flow.Rule("C", label: "A"), .init("D*", label: "A")] : []
        let labels = hasRules ? values + ["Z"] : values
        let value = random.pick(labels)
        let anchor = random.pick([Flow.Anchor.start(value), .start(value), .end(value), nil])
        let hidden = labels.filter { $0 != value && random.chance(15) }
        return Flow(
            scope: Scope(
                dataset: "test", filters: random.chance(25) ? [filter(using: &random)] : [],
                userFilters: RandomUsers.filters(using: &random),
                segments: random.chance(20) ? [.members("seg_1"), .others("seg_1")] : [.all]),
            by: subject, anchor: anchor, steps: Int.random(in: 2...5, using: &random),
            nodesPerStep: Int.random(in: 1...4, using: &random),
            unit: random.pick(Flow.Unit.allCases + [.user]), collapsesRepeats: random.chance(60),
            hidden: hidden, rules: rules + more,
            within: random.chance(30) ? TimeSpan(random.pick([1, 5, 20]), .millisecond) : nil)
    }

    private static func filter(using random: inout SplitMix64) -> Filter {
        random.pick([
            .comparison(Comparison(property: "n", operator: .atLeast, values: [.integer(0)])),
            .comparison(Comparison(property: "paid", operator: .isSet, values: [])),
            .comparison(
                Comparison(
                    property: "os", operator: .notEquals, values: [.text("ios")], orNull: true)),
        ])
    }

    /// Everything that is needed to repeat the case by hand.
    package var description: String {
        let window = range.map { "\($0.from)..<\($0.to)" } ?? "all"
        return """
            seed \(seed), range \(window), session gap \(journeys.sessionGapMilliseconds) ms
            \(flow.json.rendered())
            \(journeys)
            """
    }
}
