package import Definitions

/// One random question about pages over random journeys; the seed repeats it.
package struct PagesTrial: Sendable, CustomStringConvertible {
    package let seed: UInt64
    package var journeys: JourneySet
    package var pages: Pages
    package var range: ResolvedRange?

    package init(seed: UInt64, userCount: Int = 6, eventLimit: Int = 12) {
        var random = SplitMix64(seed: seed)
        var journeys = RandomJourneys(userCount: userCount, eventLimit: eventLimit)
            .make(using: &random)
        Self.addPages(to: &journeys, using: &random)
        self.seed = seed
        self.journeys = journeys
        range = RandomFunnel.range(using: &random)
        pages = Self.question(range, using: &random)
    }

    /// Pages, elements and categories, each often without a value.
    private static func addPages(to journeys: inout JourneySet, using random: inout SplitMix64) {
        journeys.roles = ["page": "page", "category": "category"]
        if random.chance(85) { journeys.roles["element"] = "element" }
        for user in journeys.users.indices {
            let hasAll = journeys.users[user].user == "all"
            for event in journeys.users[user].events.indices {
                var values = journeys.users[user].events[event].properties
                if hasAll || random.chance(80) {
                    values["page"] = .text(
                        random.pick(["/", "/a", "/b", "/loan/1", "/loan/2", "/대출"]))
                }
                if hasAll && event == 0 || random.chance(30) {
                    values["element"] = .text(random.pick(["button", "ad"]))
                }
                if hasAll || random.chance(60) {
                    values["category"] = .text(random.pick(["x", "y", "/a"]))
                }
                journeys.users[user].events[event].properties = values
            }
        }
    }

    private static func question(
        _ range: ResolvedRange?, using random: inout SplitMix64
    ) -> Pages {
        var pages = Pages(
            scope: Scope(dataset: "test", range: range.flatMap { RandomFunnel.fixed($0) }))
        pages.subject = random.pick([
            .page, .page, .page, .category, .property("os"), .property("n"), .property("paid"),
        ])
        if random.chance(30) { pages.scope.filters = [RandomFunnel.filter(using: &random)] }
        pages.scope.userFilters = RandomUsers.filters(using: &random)
        if random.chance(25) {
            pages.scope.segments = [.members("seg_1"), .others("seg_1"), .all]
        }
        if random.chance(40) {
            pages.rules = random.pick([
                [PageRule("/loan/*", label: "Loan")],
                [PageRule("*a"), PageRule("/*", label: "/a")],
                [PageRule("*", label: "every")], [PageRule("*o*"), PageRule("1*", label: "2")],
            ])
        }
        pages.limit = random.pick([1, 2, 3, 50])
        if random.chance(20) { pages.view = RandomFunnel.matcher(using: &random) }
        if random.chance(20) { pages.click = RandomFunnel.matcher(using: &random) }
        return pages
    }

    package var description: String {
        let window = range.map { "\($0.from)..<\($0.to)" } ?? "all"
        return """
            seed \(seed), range \(window), session gap \(journeys.sessionGapMilliseconds) ms
            roles \(journeys.roles), \(pages.json.rendered())
            \(journeys)
            """
    }
}
