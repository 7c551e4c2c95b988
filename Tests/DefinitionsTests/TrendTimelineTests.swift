import Definitions
import Testing

@Suite struct TrendTimelineTests {
    private let seoul = try? Zone("Asia/Seoul")

    private func instant(_ text: String, _ zone: Zone) throws -> Int64 {
        try #require(Moment(text)).instant(in: zone)
    }

    private func range(_ from: String, _ to: String, _ zone: Zone) throws -> ResolvedRange {
        ResolvedRange(from: try instant(from, zone), to: try instant(to, zone))
    }

    private func trend(_ period: Trend.Period, _ compare: Trend.Compare? = nil) -> Trend {
        Trend(
            scope: Scope(dataset: "d"),
            series: [Trend.Series(EventMatcher([.init(event: "A")]), .count)], period: period,
            compare: compare)
    }

    /// The starts of the points and the end, as wall clocks.
    private func starts(_ timeline: TrendTimeline, _ zone: Zone) -> [String] {
        timeline.boundaries.map { String(zone.text($0).prefix(16)) }
    }

    @Test func `every period that the range touches is a point`() throws {
        let zone = try #require(seoul)
        // The 1st of January 2026 is a Thursday.
        let range = try range("2026-01-01", "2026-01-13", zone)
        let weeks = try TrendTimeline(range, .week, in: zone)
        #expect(
            starts(weeks, zone)
                == ["2025-12-29T00:00", "2026-01-05T00:00", "2026-01-12T00:00", "2026-01-19T00:00"])
        #expect(weeks.count == 3)
        let months = try TrendTimeline(range, .month, in: zone)
        #expect(starts(months, zone) == ["2026-01-01T00:00", "2026-02-01T00:00"])
        #expect(try TrendTimeline(range, .day, in: zone).count == 12)
        #expect(try TrendTimeline(range, .hour, in: zone).count == 288)
        #expect(try TrendTimeline(nil, .day, in: zone).count == 0)
    }

    @Test func `a day on which clocks change is one point, its hours are 25 or 23`() throws {
        let berlin = try Zone("Europe/Berlin")
        let autumn = try range("2026-10-25", "2026-10-26", berlin)
        #expect(try TrendTimeline(autumn, .day, in: berlin).count == 1)
        #expect(try TrendTimeline(autumn, .hour, in: berlin).count == 25)
        let spring = try range("2026-03-29", "2026-03-30", berlin)
        #expect(try TrendTimeline(spring, .hour, in: berlin).count == 23)
        let apia = try Zone("Pacific/Apia")
        // Samoa had no 30th of December 2011.
        let skipped = try range("2011-12-29", "2012-01-01", apia)
        #expect(try TrendTimeline(skipped, .day, in: apia).count == 2)
    }

    @Test func `a point is complete when it lies in the range and is over`() throws {
        let range = try range("2026-01-01", "2026-01-13", .utc)
        let weeks = try TrendTimeline(range, .week, in: .utc)
        let until = try instant("2026-01-12T00:00:00", .utc)
        #expect((0..<3).map { weeks.isComplete($0, dataUntil: until) } == [false, true, false])
        #expect(!weeks.isComplete(1, dataUntil: until - 1))
        #expect(!weeks.isComplete(1, dataUntil: nil))
    }

    static let moves: [(Trend.Period, Trend.Compare, [String])] = [
        (.day, .previousPeriod, ["2026-03-10", "2026-03-13", "2026-03-07", "2026-03-10"]),
        (.day, .previousPeriod, ["2026-03-01", "2026-04-01", "2026-01-29", "2026-03-01"]),
        (.month, .previousPeriod, ["2026-01-01", "2026-04-01", "2025-10-01", "2026-01-01"]),
        (.week, .previousPeriod, ["2026-03-04", "2026-03-18", "2026-02-18", "2026-03-04"]),
        (.hour, .previousPeriod, ["2026-03-01", "2026-04-01", "2026-01-29", "2026-03-01"]),
        (.day, .previousYear, ["2026-03-10", "2026-03-13", "2025-03-10", "2025-03-13"]),
        (.day, .previousYear, ["2024-02-28", "2024-02-29", "2023-02-28", "2023-03-01"]),
        (.day, .previousYear, ["2024-02-29", "2024-03-01", "2023-02-28", "2023-03-01"]),
        (.day, .previousYear, ["2024-03-01", "2024-04-01", "2023-03-01", "2023-04-01"]),
    ]

    @Test(arguments: moves)
    func `the time compared with is the range moved`(
        period: Trend.Period, compare: Trend.Compare, days: [String]
    ) throws {
        let zone = try #require(seoul)
        let timelines = try TrendTimelines(
            trend(period, compare), range: try range(days[0], days[1], zone), zone: zone)
        let expected = try range(days[2], days[3], zone)
        #expect(timelines.compared?.range == expected)
    }

    @Test func `days before are whole days where clocks changed between`() throws {
        let berlin = try Zone("Europe/Berlin")
        let timelines = try TrendTimelines(
            trend(.day, .previousPeriod), range: try range("2026-10-26", "2026-10-29", berlin),
            zone: berlin)
        let expected = try range("2026-10-23", "2026-10-26", berlin)
        #expect(timelines.compared?.range == expected)
        #expect(timelines.compared?.count == 3)
    }

    @Test func `too many points are refused with a remedy`() throws {
        let error = #expect(throws: DefinitionError.self) {
            try TrendTimelines(
                trend(.hour), range: try range("2020-01-01", "2026-01-01", .utc), zone: .utc)
        }
        #expect(error?.pointer == "/period")
        #expect(
            error?.detail
                == "This range has more than 5000 hours; use a longer period or a shorter range.")
        let days = ResolvedRange(from: 0, to: 5000 * 86_400_000)
        #expect(try TrendTimeline(days, .day, in: .utc).count == 5000)
        var many = trend(.day)
        many.series = Array(repeating: many.series[0], count: 32)
        many.breakdown = .init(.property("os"), limit: 200)
        #expect(throws: DefinitionError.self) {
            try TrendTimelines(many, range: days, zone: .utc)
        }
    }

    @Test func `without a range the days of the data are shown`() throws {
        let zone = try #require(seoul)
        let first = try instant("2026-01-01T10:00:00", zone)
        let last = try instant("2026-01-03T00:00:00", zone)
        let expected = try range("2026-01-01", "2026-01-04", zone)
        #expect(Trend.wholeRange(from: first, until: last, in: zone) == expected)
        #expect(Trend.wholeRange(from: nil, until: nil, in: zone) == nil)
    }

    // Elements

    private func timelines() throws -> (Trend, TrendTimelines) {
        var trend = trend(.day, .previousPeriod)
        trend.series.append(trend.series[0])
        trend.breakdown = .init(.property("os"))
        trend.scope.segments = [.all, .members("s")]
        let range = ResolvedRange(from: 0, to: 3 * 86_400_000)
        return (trend, try TrendTimelines(trend, range: range, zone: .utc))
    }

    @Test(arguments: [
        "point-1", "point-3.2", "total", "total.2", "before-3", "before-total.2", "point-2@1",
        "point-2@0=ios", "total.2@1=~none", "before-1@0=~other", "point-1@0=a=b@1.2", "total@0=",
        "point-1@0=~~none",
    ])
    func `an element's id reads as the same element`(id: String) throws {
        let (trend, timelines) = try timelines()
        #expect(try TrendElement(id: id, of: trend, timelines).id == id)
    }

    @Test(arguments: [
        "", "point", "point-0", "point-4", "points-1", "total.3", "total.0", "point-1@2",
        "before-4", "point-x", "point-1.", "point-1@", "before",
    ])
    func `an id that names nothing is refused`(id: String) throws {
        let (trend, timelines) = try timelines()
        let error = #expect(throws: DefinitionError.self) {
            try TrendElement(id: id, of: trend, timelines)
        }
        #expect(error?.pointer == "/element")
    }

    @Test func `what the question does not have is no element`() throws {
        let plain = trend(.day)
        let timelines = try TrendTimelines(
            plain, range: ResolvedRange(from: 0, to: 86_400_000), zone: .utc)
        for id in ["before-1", "before-total", "point-1@0=ios"] {
            #expect(throws: DefinitionError.self) {
                try TrendElement(id: id, of: plain, timelines)
            }
        }
    }
}
