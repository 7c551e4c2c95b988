import Definitions
import TestSupport
import Testing

@Suite struct FunnelVectorTests {
    @Test(arguments: FunnelVectors.all)
    func `the native engine holds the vectors of the design`(
        vector: (steps: String, window: Int64, journey: String)
    ) async throws {
        let steps = vector.steps.map { EventMatcher([.init(event: String($0))]) }
        let funnel = Funnel(
            dataset: "test", steps: steps, window: TimeSpan(vector.window, .millisecond))
        let journeys = JourneySet(text: "ann " + vector.journey)
        let answer = try await NativeEngine.engine()(journeys, funnel, nil)
        #expect(answer.levels["ann"] ?? 0 == journeys.users[0].expected)
    }

    @Test func `times to convert of more than 49 days are exact`() async throws {
        let journeys = JourneySet(
            text: """
                ann A0 B5000000000 C5000000007
                bob A3 B9 C4999999999
                cat A1 B6000000001
                """)
        let funnel = Funnel(
            dataset: "test", steps: ["A", "B", "C"].map { EventMatcher([.init(event: $0)]) })
        let expected = ReferenceEngine.answer(funnel, over: journeys)
        let engine = NativeEngine.engine(boundaries: [3_000_000_000, 5_500_000_000])
        let answer = try await engine(journeys, funnel, nil)
        #expect(answer.differences(from: expected) == [])
        #expect(answer.series[0].tally.timeFromFirst[1].median == 5_000_000_000)
    }
}
