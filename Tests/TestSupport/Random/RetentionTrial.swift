package import Definitions

/// A random retention question about random journeys that span days, weeks or months.
package struct RetentionTrial: Sendable, CustomStringConvertible {
    package let seed: UInt64
    package let journeys: JourneySet
    package let retention: Retention
    package let range: ResolvedRange?

    /// Without `hasMeasure` for engines that do not work out a measure.
    package init(
        seed: UInt64, userCount: Int = 6, eventLimit: Int = 14, hasMeasure: Bool = true
    ) {
        self.seed = seed
        var random = SplitMix64(seed: seed)
        var journeys = RandomJourneys(userCount: userCount, eventLimit: eventLimit)
            .make(using: &random)
        let zone = random.pick(Self.zones)
        journeys.zone = zone
        // Around changes of summer time, and around new year.
        let day = random.pick([
            CivilDate(year: 2021, month: 3, day: 8), CivilDate(year: 2020, month: 10, day: 22),
            CivilDate(year: 2019, month: 12, day: 20),
        ])
        let base = zone.start(of: day)
        let hours: Int64 = random.pick([7, 24, 24, 73, 168, 216])
        let step = hours * TimeSpan.Unit.hour.milliseconds
        for user in journeys.users.indices {
            for event in journeys.users[user].events.indices {
                let time = journeys.users[user].events[event].time
                let nudge = random.chance(10) ? step - 1 : time % RandomJourneys.timeStep
                journeys.users[user].events[event].time =
                    base + time / RandomJourneys.timeStep * step + nudge
            }
        }
        self.journeys = journeys
        retention = Self.retention(zone, hasMeasure: hasMeasure, using: &random)
        range =
            random.chance(40)
            ? nil
            : ResolvedRange(
                from: base + Int64.random(in: -2...5, using: &random) * step,
                to: base + Int64.random(in: 6...14, using: &random) * step
                    - (random.chance(50) ? 3_600_000 : 0))
    }

    private static let zones = ["UTC", "Asia/Seoul", "America/New_York", "Europe/Berlin"]
        .compactMap { try? Zone($0) }

    private static func retention(
        _ zone: Zone, hasMeasure: Bool, using random: inout SplitMix64
    ) -> Retention {
        let view: Retention.View = random.pick([
            .retention, .retention, .retention, .retention, .stickiness, .lifecycle,
        ])
        let isCalendar = view != .retention || random.chance(60)
        let comeback = matcher(using: &random)
        let start = view != .retention || random.chance(40) ? comeback : matcher(using: &random)
        let filters: [Filter] =
            random.chance(25)
            ? [
                .comparison(
                    Comparison(
                        property: "n", operator: .atLeast, values: [.integer(0)], orNull: true))
            ] : []
        return Retention(
            scope: Scope(
                dataset: "test", filters: filters,
                userFilters: RandomUsers.filters(using: &random),
                segments: random.pick([
                    [.all], [.all], [.members("seg_1")], [.others("seg_1"), .all],
                    [.members("seg_1"), .others("seg_1")],
                ]), timezone: zone.name),
            view: view, startEvent: start, returnEvent: comeback,
            period: random.pick(isCalendar ? [.day, .week, .month] : [.day, .week]),
            columns: columns(using: &random), isCalendar: isCalendar,
            startKind: random.pick([.first, .firstEver, .recurring]),
            measure: view == .retention && hasMeasure && random.chance(30)
                ? Retention.Measure(
                    random.pick([.sum, .average]), of: random.pick(["n", "x"])) : nil)
    }

    private static func columns(using random: inout SplitMix64) -> Retention.Columns {
        let count = random.chance(20) ? 70 : Int.random(in: 1...8, using: &random)
        let brackets: [ClosedRange<Int>] = random.pick([
            [0...0, 1...3, 4...7], [1...1], [0...2, 5...66],
        ])
        return random.pick([.on(count), .on(count), .onOrAfter(count), .brackets(brackets)])
    }

    private static func matcher(using random: inout SplitMix64) -> EventMatcher {
        let isPhone = Filter.comparison(
            Comparison(property: "os", operator: .equals, values: [.text("ios")]))
        let name = random.pick(RandomJourneys.eventNames)
        return random.pick([
            EventMatcher([.init(event: name)]), EventMatcher([.init(event: name)]),
            EventMatcher([.init(event: name), .init(event: "B")]),
            EventMatcher([.init(event: name, filters: [isPhone]), .init(event: "A")]),
            EventMatcher([.init(event: nil, filters: [isPhone])]),
            EventMatcher([.init(event: nil, filters: [.anyOf([isPhone])]), .init(event: name)]),
        ])
    }

    package var description: String {
        "seed \(seed)\n\(retention.json.rendered())\nrange \(String(describing: range))\n"
            + journeys.users.map { user in
                user.user + " "
                    + user.events.sorted { $0.time < $1.time }.map { event in
                        "\(event.name)@\(journeys.zone.text(event.time)) \(event.properties)"
                    }.joined(separator: ", ")
            }.joined(separator: "\n")
    }
}
