import Definitions
import TestSupport
import Testing

@Suite struct FunnelResultTests {
    @Test func `percentiles are nearest ranks and the mean rounds half up`() {
        let five = TimeStatistics(durations: [50, 10, 30, 20, 40])
        #expect((five.median, five.p90, five.mean) == (30, 50, 30))
        let four = TimeStatistics(durations: [1, 2, 3, 4])
        #expect((four.median, four.p90, four.mean) == (2, 4, 3))
        let one = TimeStatistics(durations: [7])
        #expect((one.median, one.p90, one.mean) == (7, 7, 7))
        let twenty = TimeStatistics(durations: Array(1...20))
        #expect((twenty.median, twenty.p90) == (10, 18))
        #expect(TimeStatistics(durations: []) == .empty)
        #expect(TimeStatistics.roundedMean(sum: 5, count: 2) == 3)
        #expect(TimeStatistics.roundedMean(sum: 4, count: 3) == 1)
        #expect(TimeStatistics.roundedMean(sum: .max, count: 1) == .max)
    }

    @Test func `a rank is the smallest value that so many percent do not exceed`() {
        for count in 1...300 {
            for percent in [1, 50, 90, 99, 100] {
                let rank = TimeStatistics.rank(of: percent, among: count) + 1
                #expect(rank * 100 >= count * percent)
                #expect((rank - 1) * 100 < count * percent)
            }
        }
    }

    @Test func `a bucket holds its upper bound`() {
        let histogram = TimeStatistics(durations: [0, 1000, 1001, .max / 2]).histogram
        #expect(histogram.prefix(2) == [2, 1])
        #expect(histogram.last == 1)
        #expect(histogram.count == TimeStatistics.bucketBounds.count + 1)
    }

    static let values: [BreakdownValue?] =
        [nil, BreakdownValue.none, .other]
        + [
            "ios", "", "~", "~~", "~none", "~~none", "a=b", "a@1", "=", "@0=x", "한글 / 값", "-2",
            "\u{301}accent", "~\u{301}", "x~", "=~other",
        ].map { .value($0) }

    @Test(arguments: values)
    func `an element's id reads as the same element`(value: BreakdownValue?) throws {
        var funnel = Funnel(
            dataset: "d",
            steps: [EventMatcher([.init(event: "A")]), EventMatcher([.init(event: "B")])],
            segments: [.all, .members("s")])
        funnel.breakdown = .init(.attribute("x"))
        for group in FunnelElement.Group.allCases {
            for series in 0...1 {
                let element = FunnelElement(group, step: 2, series: series, breakdown: value)
                let read = try FunnelElement(id: element.id, of: funnel)
                #expect(read == element, "\(element.id)")
                #expect(read.id.utf8.elementsEqual(element.id.utf8))
            }
        }
    }

    @Test func `ids are short and tell what they name`() {
        #expect(FunnelElement(.converted, step: 2).id == "converted-2")
        #expect(FunnelElement(.dropped, step: 1, series: 1).id == "dropped-1@1")
        #expect(
            FunnelElement(.converted, step: 2, breakdown: .value("ios")).id == "converted-2@0=ios")
        #expect(FunnelElement(.converted, step: 2, breakdown: .other).id == "converted-2@0=~other")
    }

    @Test(arguments: [
        "", "converted", "converted-0", "converted-3", "reached-1", "converted-1@1", "converted-x",
        "converted-1@0=ios", "converted-1@", "dropped--1",
    ])
    func `an id that names nothing is refused with a near one`(id: String) {
        let funnel = Funnel(
            dataset: "d",
            steps: [EventMatcher([.init(event: "A")]), EventMatcher([.init(event: "B")])])
        let error = #expect(throws: DefinitionError.self) { try FunnelElement(id: id, of: funnel) }
        #expect(error?.code == .unknownName)
        #expect(error?.pointer == "/element")
    }

    @Test func `a result is written as the interface says`() throws {
        let journeys = JourneySet(text: "ann A0 B2500\nbob A0\ncid A1000 B2000")
        let funnel = Funnel(
            dataset: "d",
            steps: [
                EventMatcher([.init(event: "A")], label: "시작"), EventMatcher([.init(event: "B")]),
            ])
        let answer = ReferenceEngine.answer(funnel, over: journeys)
        let result = FunnelResult(
            funnel: funnel,
            context: AnswerContext(
                engine: "reference", elapsedMilliseconds: 0,
                range: ResolvedRange(from: 0, to: 86_400_000), zone: try Zone("Asia/Seoul"),
                dataUntil: 2500), series: answer.series)
        #expect(
            Snapshot.difference(
                of: result.json.rendered(pretty: true) + "\n", from: "funnel-result.json") == nil)
    }
}
