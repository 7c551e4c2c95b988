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
}
