import Definitions
import TestSupport
import Testing

/// The table of the design's funnel section 2.2: letters are events and steps, X is no step.
@Suite struct VectorTests {
    @Test(arguments: FunnelVectors.all)
    func `the vectors of the design hold`(
        vector: (steps: String, window: Int64, journey: String)
    ) {
        var funnel = Funnel.of(vector.steps)
        funnel.window = TimeSpan(vector.window, .millisecond)
        expect(funnel, "ann " + vector.journey)
    }

    @Test func `one event that matches both steps fills one`() {
        var funnel = Funnel.of("AB")
        funnel.steps[0] = .anyOf("A", "B")
        expect(funnel, "ann B0 -> 1")
        expect(funnel, "ann B0 B0 -> 2")
    }
}
