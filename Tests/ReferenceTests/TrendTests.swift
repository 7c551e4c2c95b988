import Definitions
import TestSupport
import Testing

@Suite struct TrendTests {
    private static let hour: Int64 = 3_600_000
    private static let day: Int64 = 86_400_000

    /// One user per line, times in hours since 1970.
    private func journeys(_ text: String) -> JourneySet {
        var journeys = JourneySet(text: text)
        for user in journeys.users.indices {
            for event in journeys.users[user].events.indices {
                journeys.users[user].events[event].time *= Self.hour
            }
        }
        return journeys
    }

    private func trend(
        _ measures: TrendMeasure..., change: (inout Trend) -> Void = { _ in }
    ) -> Trend {
        var trend = Trend(
            scope: Scope(dataset: "test"),
            series: measures.map { Trend.Series(EventMatcher([.init(event: "A")]), $0) },
            period: .day)
        change(&trend)
        return trend
    }

    /// The values of each row, the total last.
    private func values(
        _ trend: Trend, _ text: String, range: ResolvedRange? = nil
    ) throws -> [[Double?]] {
        try TrendReference.answer(trend, over: journeys(text), range: range).series.map {
            ($0.current.points + [$0.current.total]).map(\.value)
        }
    }

    @Test func `users of the whole range are counted once`() throws {
        let text = """
            ann A1 A2 A30
            bob A30 B80
            cid B3
            """
        let found = try values(trend(.users, .count, .countPerUser), text)
        // Days 1 to 4: the data end with B80.
        #expect(found[0] == [1, 2, 0, 0, 2])
        #expect(found[1] == [2, 2, 0, 0, 4])
        #expect(found[2] == [2, 1, nil, nil, 2])
    }

    @Test func `events without a value do not count where a property is measured`() throws {
        let text = """
            ann A1{n=4} A2{n=1} A3
            bob A4{n=7} A5
            cid A6
            """
        let measures: [TrendMeasure] = [
            .sum("n"), .average("n"), .minimum("n"), .maximum("n"), .percentile("n", 50),
            .percentile("n", 67), .sumPerUser("n"),
        ]
        let found = try measures.map { try values(trend($0), text)[0][0] }
        #expect(found == [12, 4, 1, 7, 4, 7, 6])
        let answer = try TrendReference.answer(trend(.sum("n")), over: journeys(text))
        #expect(answer.users[TrendElement(point: 0)] == ["ann", "bob"])
    }

    @Test func `a sum of nothing is 0, an average of nothing has no value`() throws {
        let text = "ann A1{n=4} B30"
        #expect(try values(trend(.sum("n")), text)[0] == [4, 0, 4])
        #expect(try values(trend(.average("n")), text)[0] == [4, nil, 4])
    }

    @Test func `rows stand by their events and add up`() throws {
        let text = """
            ann A1{os=ios} A2{os=web} A25{os=web}
            bob A3{os=tv} A4
            """
        let split = trend(.count) { $0.breakdown = .init(.property("os"), limit: 1) }
        let answer = try TrendReference.answer(split, over: journeys(text))
        #expect(
            answer.series.map { $0.breakdown?.title } == [nil, "web", "(other)", "(none)"])
        #expect(
            try values(split, text) == [[4, 1, 5], [1, 1, 2], [2, 0, 2], [1, 0, 1]])
    }

    @Test func `the line before is as long as the range`() throws {
        let text = "ann A1 A25 A49 A73\nbob A49"
        let compared = trend(.users) { $0.compare = .previousPeriod }
        let range = ResolvedRange(from: 2 * Self.day, to: 4 * Self.day)
        let answer = try TrendReference.answer(compared, over: journeys(text), range: range)
        #expect(answer.series[0].current.points.map(\.value) == [2, 1])
        #expect(answer.series[0].compared?.points.map(\.value) == [1, 1])
        #expect(answer.series[0].compared?.total.value == 1)
        let before = TrendElement(point: 1, isCompared: true)
        #expect(answer.users[before] == ["ann"])
    }

    @Test func `only events of the range count in a period that it cuts`() throws {
        let text = "ann A1 A5 A30"
        let range = ResolvedRange(from: 4 * Self.hour, to: 30 * Self.hour)
        #expect(try values(trend(.count), text, range: range)[0] == [1, 0, 1])
    }
}
