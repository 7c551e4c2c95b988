package import Definitions

/// Draws funnels over all options; each is one that validation accepts.
package enum RandomFunnel {
    /// The range of a trial: all of time, or a stretch whose ends fall on events.
    package static func range(using random: inout SplitMix64) -> ResolvedRange? {
        guard random.chance(50) else { return nil }
        let step = RandomJourneys.timeStep
        let from = Int64.random(in: 0...5, using: &random) * step
        return ResolvedRange(from: from, to: from + Int64.random(in: 1...8, using: &random) * step)
    }

    package static func make(
        range: ResolvedRange?, using random: inout SplitMix64
    ) -> Funnel {
        let stepCount = random.pick([2, 2, 3, 3, 3, 4, 5])
        let order = random.pick([Funnel.Order.ordered, .ordered, .strict, .unordered])
        var funnel = Funnel(
            dataset: "test", steps: (0..<stepCount).map { _ in matcher(using: &random) },
            range: range.flatMap(fixed), order: order)
        if random.chance(20) { funnel.filters = [filter(using: &random)] }
        funnel.scope.userFilters = RandomUsers.filters(using: &random)
        if random.chance(70) { funnel.window = span(using: &random) }
        if random.chance(30), order != .unordered { funnel.stepWindow = span(using: &random) }
        if random.chance(40) {
            funnel.exclusions = (0..<random.pick([1, 1, 2])).map { _ in
                exclusion(stepCount, using: &random)
            }
        }
        if random.chance(25) { funnel.hold = random.pick([["os"], ["n"], ["os", "paid"], ["x"]]) }
        let units: [Funnel.Unit] =
            order == .ordered ? [.user, .user, .session, .entry] : [.user, .user, .session]
        funnel.unit = random.pick(units)
        if random.chance(50) { funnel.breakdown = breakdown(stepCount, using: &random) }
        if random.chance(20) { funnel.segments = [.members("seg_1"), .others("seg_1"), .all] }
        return funnel
    }

    /// The range as the definition writes it, in UTC.
    package static func fixed(_ range: ResolvedRange) -> TimeRange? {
        guard let from = Moment(Zone.utc.text(range.from)), let to = Moment(Zone.utc.text(range.to))
        else { return nil }
        return .fixed(from: from, to: to)
    }

    /// A window on the grid of times, one less or one more.
    private static func span(using random: inout SplitMix64) -> TimeSpan {
        let grid = Int64.random(in: 1...6, using: &random) * RandomJourneys.timeStep
        return TimeSpan(grid + random.pick([-1, 0, 0, 0, 1]), .millisecond)
    }

    static func matcher(using random: inout SplitMix64) -> EventMatcher {
        switch Int.random(in: 0..<100, using: &random) {
        case ..<60: EventMatcher([condition(using: &random)])
        case ..<75:
            EventMatcher([condition(using: &random), condition(using: &random)])
        case ..<92:
            EventMatcher([
                .init(event: eventName(using: &random), filters: [filter(using: &random)])
            ])
        default: EventMatcher([.init(event: nil, filters: [filter(using: &random)])])
        }
    }

    private static func condition(using random: inout SplitMix64) -> EventMatcher.Condition {
        .init(event: eventName(using: &random))
    }

    private static func eventName(using random: inout SplitMix64) -> String {
        // D is rare in steps, so that exclusions and strict order find events between them.
        random.pick(["A", "A", "B", "B", "C", "C", "D"])
    }

    private static func exclusion(
        _ stepCount: Int, using random: inout SplitMix64
    ) -> Funnel.Exclusion {
        let after = Int.random(in: 1..<stepCount, using: &random)
        let before = Int.random(in: (after + 1)...stepCount, using: &random)
        let matcher =
            random.chance(60)
            ? EventMatcher([.init(event: "D")]) : matcher(using: &random)
        return Funnel.Exclusion(matcher, afterStep: after, beforeStep: before)
    }

    private static func breakdown(
        _ stepCount: Int, using random: inout SplitMix64
    ) -> Funnel.Breakdown {
        let limit = random.pick([1, 2, 10])
        if random.chance(20) {
            return Funnel.Breakdown(
                .attribute(RandomUsers.attribute(using: &random)), limit: limit)
        }
        return Funnel.Breakdown(
            .property(
                random.pick(["os", "os", "n", "paid"]),
                atStep: Int.random(in: 1...stepCount, using: &random)),
            limit: limit)
    }

    static func filter(using random: inout SplitMix64) -> Filter {
        if random.chance(15) {
            return .anyOf([comparison(using: &random), comparison(using: &random)])
        }
        return comparison(using: &random)
    }

    private static func comparison(using random: inout SplitMix64) -> Filter {
        let orNull = random.chance(20)
        func make(
            _ property: String, _ operation: Comparison.Operator, _ values: Value...
        ) -> Filter {
            .comparison(
                Comparison(property: property, operator: operation, values: values, orNull: orNull))
        }
        return random.pick([
            make("os", .equals, .text("ios")), make("os", .notEquals, .text("web")),
            make("os", .isIn, .text("ios"), .text("아이폰")), make("os", .notIn, .text("ios")),
            make("os", .contains, .text("o")), make("os", .startsWith, .text("아")),
            make("os", .endsWith, .text("b")), make("os", .matches, .text("^(ios|web)$")),
            make("os", .less, .text("j")), make("os", .isSet), make("os", .isNotSet),
            make("n", .less, .integer(2)), make("n", .atLeast, .integer(2)),
            make("n", .between, .integer(-1), .integer(0)), make("n", .equals, .integer(10)),
            make("n", .greater, .number(1.5)), make("x", .atMost, .number(0.5)),
            make("x", .notEquals, .number(1.5)), make("paid", .equals, .boolean(true)),
            make("paid", .notEquals, .boolean(true)),
        ])
    }
}
