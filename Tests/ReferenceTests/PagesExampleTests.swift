import Definitions
import TestSupport
import Testing

@Suite struct PagesExampleTests {
    /// Sessions end after a gap of more than 30 ms; `v` is a view, `c` a click, `x` neither.
    private static func journeys(_ text: String) -> JourneySet {
        var journeys = JourneySet(text: text, sessionGapMilliseconds: 30)
        journeys.roles = ["page": "p", "element": "e", "category": "k"]
        return journeys
    }

    private func answer(
        _ text: String, range: ResolvedRange? = nil, _ change: (inout Pages) -> Void = { _ in }
    ) -> PagesAnswer {
        var pages = Pages(scope: Scope(dataset: "test"))
        change(&pages)
        return PagesReference.answer(pages, over: Self.journeys(text), range: range)
    }

    private func tally(_ answer: PagesAnswer, _ title: String) -> PageTally {
        answer.series[0].rows.first { $0.page.title == title }?.tally ?? PageTally()
    }

    private static let visits = """
        ann  v0{p=/a} v10{p=/b} c15{p=/b,e=buy} v20{p=/a} v100{p=/c}
        bob  v0{p=/a} x25 v90{p=/b} v95{p=/b}
        """

    @Test func `views, visitors and sessions are counted by page`() {
        let found = answer(Self.visits)
        #expect(found.series[0].rows.map(\.page.title) == ["/a", "/b", "/c"])
        let a = tally(found, "/a")
        #expect([a.views, a.visitors, a.sessions] == [3, 2, 2])
        let b = tally(found, "/b")
        #expect([b.views, b.visitors, b.sessions] == [3, 2, 2])
        #expect(a.viewsPerVisitor == 1.5)
        let total = found.series[0].total
        #expect([total.views, total.visitors, total.sessions] == [7, 2, 4])
    }

    @Test func `entries, exits and bounces are first, last and only views of sessions`() {
        let found = answer(Self.visits)
        let a = tally(found, "/a")
        #expect([a.entries, a.exits, a.bounces] == [2, 2, 1])
        let b = tally(found, "/b")
        #expect([b.entries, b.exits, b.bounces] == [1, 1, 0])
        let c = tally(found, "/c")
        #expect([c.entries, c.exits, c.bounces] == [1, 1, 1])
        #expect(a.exitRate == 2.0 / 3)
        #expect(a.bounceRate == 0.5)
        #expect(found.users[PagesElement(.bounced, page: .value("/a"))] == ["bob"])
        #expect(found.users[PagesElement(.exited, page: .value("/b"))] == ["bob"])
    }

    @Test func `time on page lasts to the next event of any kind`() {
        let found = answer(Self.visits)
        // ann 0 to 10, bob 0 to 25; ann's view at 20 is the last of its session.
        #expect(tally(found, "/a").timeOnPage == TimeStatistics(durations: [10, 25]))
        // ann 10 to the click at 15, bob 90 to 95.
        #expect(tally(found, "/b").timeOnPage == TimeStatistics(durations: [5, 5]))
        #expect(tally(found, "/c").timeOnPage.count == 0)
    }

    @Test func `clicks belong to the page that they name`() {
        let found = answer(Self.visits)
        let b = tally(found, "/b")
        #expect([b.clicks, b.clickers] == [1, 1])
        #expect(b.clickThroughRate == 1.0 / 3)
        #expect(b.clickerRate == 0.5)
        #expect(tally(found, "/a").clicks == 0)
        #expect(found.users[PagesElement(.clickers)] == ["ann"])
    }

    @Test func `a click without a page stands in the row of no value`() {
        let found = answer("ann v0{p=/a} c5{e=buy}")
        #expect(found.series[0].rows.map(\.page) == [.value("/a"), BreakdownValue.none])
        #expect(tally(found, "(none)").clicks == 1)
        #expect(tally(found, "(none)").views == 0)
    }

    @Test func `sessions are those of all events whatever counts`() {
        // The x at 25 holds the session together, though the filter removes it.
        let found = answer("ann v0{p=/a} x25 v50{p=/b}") { pages in
            pages.scope.filters = [
                .comparison(Comparison(property: "p", operator: .isSet, values: []))
            ]
        }
        #expect(found.series[0].total.sessions == 1)
        #expect(tally(found, "/a").timeOnPage == TimeStatistics(durations: [50]))
    }

    @Test func `outside the range nothing exists`() {
        let found = answer(
            "ann v0{p=/a} v10{p=/b} v20{p=/c}", range: ResolvedRange(from: 5, to: 20))
        let b = tally(found, "/b")
        #expect([b.views, b.entries, b.exits, b.bounces] == [1, 1, 1, 1])
        #expect(b.timeOnPage.count == 0)
        #expect(found.series[0].rows.count == 1)
    }

    @Test func `events of one time stand by name, then value`() {
        let found = answer("ann v0{p=/b} v0{p=/a} v5{p=/c} v5{p=/d}")
        #expect(tally(found, "/a").entries == 1)
        #expect(tally(found, "/d").exits == 1)
        #expect(tally(found, "/a").timeOnPage == TimeStatistics(durations: [0]))
        #expect(tally(found, "/b").timeOnPage == TimeStatistics(durations: [5]))
    }

    @Test func `the first rule that matches names the row`() {
        let found = answer("ann v0{p=/loan/1} v1{p=/loan/2} v2{p=/loan} v3{p=/x}") { pages in
            pages.rules = [PageRule("/loan/*", label: "Loan"), PageRule("/*", label: "Rest")]
        }
        #expect(found.series[0].rows.map(\.page.title) == ["Loan", "Rest"])
        #expect([tally(found, "Loan").views, tally(found, "Loan").sessions] == [2, 1])
    }

    @Test func `rows beyond the limit are one row, its users counted once`() {
        let found = answer("ann v0{p=/a} v1{p=/a} v2{p=/b} v3{p=/c}\nbob v0{p=/d}") { pages in
            pages.limit = 1
        }
        #expect(found.series[0].rows.map(\.page) == [.value("/a"), .other])
        let other = tally(found, "(other)")
        #expect([other.views, other.visitors, other.sessions] == [3, 2, 2])
        #expect(found.series[0].pageCount == 4)
    }

    @Test func `a view and a click can be named`() {
        let found = answer("ann v0{p=/a} x5{p=/a} x9{p=/b}") { pages in
            pages.view = EventMatcher([.init(event: "x")])
            pages.click = EventMatcher([.init(event: "v")])
        }
        #expect([tally(found, "/a").views, tally(found, "/a").clicks] == [1, 1])
        #expect(tally(found, "/b").views == 1)
    }

    @Test func `categories have rows of their own`() {
        let found = answer("ann v0{p=/a,k=x} v1{p=/b,k=x} v2{p=/c}") { $0.subject = .category }
        #expect(found.series[0].rows.map(\.page.title) == ["x", "(none)"])
        #expect(tally(found, "x").views == 2)
    }

    @Test func `random tables keep what must hold`() {
        for seed in UInt64(1)...200 {
            let trial = PagesTrial(seed: seed)
            let answer = PagesReference.answer(
                trial.pages, over: trial.journeys, range: trial.range)
            #expect(answer.miscounts == [], "\(trial)")
            for series in answer.series {
                func sum(_ part: KeyPath<PageTally, Int>) -> Int {
                    series.rows.reduce(0) { $0 + $1.tally[keyPath: part] }
                }
                let total = series.total
                #expect(sum(\.views) == total.views && sum(\.clicks) == total.clicks, "\(trial)")
                #expect(sum(\.entries) == total.sessions, "\(trial)")
                #expect(sum(\.exits) == total.sessions, "\(trial)")
                #expect(total.visitors <= sum(\.visitors), "\(trial)")
                #expect(total.timeOnPage.count <= total.views, "\(trial)")
            }
        }
    }
}
