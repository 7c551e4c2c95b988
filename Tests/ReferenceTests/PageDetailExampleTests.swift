import Definitions
import TestSupport
import Testing

@Suite struct PageDetailExampleTests {
    /// Sessions end after a gap of more than 30 ms; `v` is a view, `c` a click, `x` neither.
    private func detail(
        _ text: String, _ detail: Pages.Detail, _ change: (inout Pages) -> Void = { _ in }
    ) throws -> PageDetail {
        var journeys = JourneySet(text: text, sessionGapMilliseconds: 30)
        journeys.roles = ["page": "p", "element": "e", "category": "k"]
        var pages = Pages(scope: Scope(dataset: "test"), detail: detail)
        change(&pages)
        let range = ResolvedRange(from: 0, to: 2 * 86_400_000)
        let answer = PagesReference.answer(
            pages, over: journeys, range: range,
            timeline: try pages.timeline(range: range, zone: .utc))
        return try #require(answer.series[0].detail)
    }

    /// `/a 3 2`: a row with its count and users.
    private func rows(_ detail: PageDetail, _ list: PageDetail.List) -> [String] {
        (detail.parts.first { $0.list == list }?.rows ?? []).map { row in
            let title =
                switch row.value {
                case .value(let text): text
                case .other: "(other)"
                case .none: "(none)"
                case .edge: list.edgeTitle
                case .point(let point): "\(point)"
                }
            return "\(title) \(row.count) \(row.users)"
        }
    }

    private static let visits = """
        ann  v0{p=/a} v10{p=/b} c15{p=/b,e=buy} c16{p=/b,e=buy} v20{p=/a} v100{p=/b}
        bob  v0{p=/b} x25 v50{p=/b} c55{p=/b,e=help} v90{p=/c} v95{p=/b} v99{p=/c}
        cat  v0{p=/c}
        """

    @Test func `elements are clicks in the row`() throws {
        let found = try detail(Self.visits, .init(row: "/b"))
        #expect(rows(found, .elements) == ["buy 2 1", "help 1 1"])
    }

    @Test func `the views before and after are those of the session`() throws {
        let found = try detail(Self.visits, .init(row: "/b"))
        #expect(rows(found, .previous) == ["/a 1 1", "/b 1 1", "/c 1 1", "(entry) 2 2"])
        #expect(rows(found, .next) == ["/a 1 1", "/b 1 1", "/c 1 1", "(exit) 2 2"])
    }

    @Test func `entries and exits are the first and last views of sessions that see the row`()
        throws
    {
        let found = try detail(Self.visits, .init(row: "/b"))
        // ann: /a … /a, then /b alone; bob: /b … /b, then /c … /c.
        #expect(rows(found, .entriesFrom) == ["/b 2 2", "/a 1 1", "/c 1 1"])
        #expect(rows(found, .exitsTo) == ["/b 2 2", "/a 1 1", "/c 1 1"])
    }

    @Test func `the trend has every period of the range`() throws {
        let found = try detail(
            "ann v0{p=/a} v86400000{p=/a}\nbob v1{p=/a} v2{p=/a}", .init(row: "/a"))
        #expect(rows(found, .trend) == ["0 3 2", "1 1 1"])
        let week = try detail("ann v0{p=/a} v86400000{p=/a}", .init(row: "/a", period: .week))
        #expect(rows(week, .trend) == ["0 2 1"])
    }

    @Test func `categories are listed unless the detail names its own properties`() throws {
        let text = "ann v0{p=/a,k=x,os=ios} v1{p=/a,k=y} c2{p=/a,e=b,k=x}\nbob v0{p=/a,k=x}"
        let found = try detail(text, .init(row: "/a"))
        #expect(rows(found, .viewed(0)) == ["x 2 2", "y 1 1"])
        #expect(rows(found, .clicked(0)) == ["x 1 1"])
        let named = try detail(text, .init(row: "/a", subjects: [.property("os")]))
        #expect(rows(named, .viewed(0)) == ["ios 1 1", "(none) 2 2"])
        let none = try detail(text, .init(row: "/a", subjects: []))
        #expect(none.parts.count == 6)
    }

    @Test func `values beyond the limit are one row, its users counted once`() throws {
        let found = try detail(
            "ann v0{p=/x} v1{p=/a} v2{p=/y} v3{p=/a} v4{p=/z} v5{p=/a} v6{p=/x} v7{p=/a}",
            .init(row: "/a", limit: 1))
        #expect(rows(found, .previous) == ["/x 2 1", "(other) 2 1"])
    }

    @Test func `a rule and a category can be looked at too`() throws {
        let text = "ann v0{p=/loan/1,k=x} v1{p=/pay,k=y} v2{p=/loan/2,k=x}"
        let rule = try detail(text, .init(row: "Loan")) {
            $0.rules = [PageRule("/loan/*", label: "Loan")]
        }
        #expect(rule.tally.views == 2)
        #expect(rows(rule, .previous) == ["/pay 1 1", "(entry) 1 1"])
        let category = try detail(text, .init(row: "x")) { $0.subject = .category }
        #expect(rows(category, .next) == ["y 1 1", "(exit) 1 1"])
        #expect(rows(category, .viewed(0)) == ["/loan/1 1 1", "/loan/2 1 1"])
    }

    @Test func `a row that nobody saw has empty lists`() throws {
        let found = try detail(Self.visits, .init(row: "/nowhere"))
        #expect(found.tally == PageTally())
        #expect(found.parts.allSatisfy { $0.rows.allSatisfy { $0.count == 0 } })
        #expect(rows(found, .trend) == ["0 0 0", "1 0 0"])
    }

    @Test func `random details keep what must hold`() {
        var seen = 0
        for seed in UInt64(1)...300 {
            let trial = PagesTrial(seed: seed)
            let answer = PagesReference.answer(
                trial.pages, over: trial.journeys, range: trial.range, timeline: trial.timeline)
            #expect(answer.miscounts == [], "\(trial)")
            for series in answer.series {
                guard let detail = series.detail else { continue }
                func sum(_ list: PageDetail.List) -> Int {
                    (detail.parts.first { $0.list == list }?.rows ?? []).reduce(0) {
                        $0 + $1.count
                    }
                }
                func count(_ list: PageDetail.List, _ value: PageDetail.Value) -> Int? {
                    detail.parts.first { $0.list == list }?.rows.first { $0.value == value }?
                        .count
                }
                let tally = detail.tally
                if tally.views > 0 { seen += 1 }
                #expect(sum(.previous) == tally.views && sum(.next) == tally.views, "\(trial)")
                #expect(sum(.trend) == tally.views, "\(trial)")
                #expect(sum(.elements) == tally.clicks, "\(trial)")
                #expect(count(.previous, .edge) ?? 0 == tally.entries, "\(trial)")
                #expect(count(.next, .edge) ?? 0 == tally.exits, "\(trial)")
                #expect(sum(.entriesFrom) == tally.sessions, "\(trial)")
                #expect(sum(.exitsTo) == tally.sessions, "\(trial)")
                let row = PageDetail.Value.value(trial.pages.detail?.row ?? "")
                if let own = count(.entriesFrom, row) {
                    #expect(own == tally.entries, "\(trial)")
                }
                for row in series.rows where row.page.title == trial.pages.detail?.row {
                    #expect(row.tally == tally, "\(trial)")
                }
            }
        }
        #expect(seen > 50)
    }
}
