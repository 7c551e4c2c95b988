import Definitions
import TestSupport
import Testing

@Suite struct BreakdownTests {
    /// The rows as `title: reached`, in the order of the answer, without the whole.
    func rows(_ funnel: Funnel, _ text: String) -> [String] {
        let answer = ReferenceEngine.answer(funnel, over: JourneySet(text: text))
        #expect(Conservation.violations(in: answer, to: funnel) == [])
        return answer.series.dropFirst().map { "\($0.breakdown?.title ?? ""): \($0.tally.reached)" }
    }

    func by(_ property: String, atStep step: Int, limit: Int = 10) -> Funnel {
        Funnel.of("AB").with {
            $0.breakdown = .init(.property(property, atStep: step), limit: limit)
        }
    }

    @Test func `rows stand by their units, then by value, then other and none`() {
        let text = """
            ann A0{n=10} B1
            bob A0{n=9}
            cid A0{n=9} B1
            dan A0 B1
            eve A0{n=2}
            """
        #expect(
            rows(by("n", atStep: 1), text)
                == ["9: [2, 1]", "2: [1, 0]", "10: [1, 1]", "(none): [1, 1]"])
        #expect(
            rows(by("n", atStep: 1, limit: 1), text)
                == ["9: [2, 1]", "(other): [2, 1]", "(none): [1, 1]"])
    }

    @Test func `the value is that of the event which filled the step`() {
        let text = "ann A0{os=ios} A1{os=web} B2{os=tv} B3{os=car}"
        #expect(rows(by("os", atStep: 1), text) == ["web: [1, 1]"])
        #expect(rows(by("os", atStep: 2), text) == ["tv: [1, 1]"])
    }

    @Test func `of events of one moment the smallest value counts, no value last`() {
        #expect(rows(by("os", atStep: 1), "ann A0{os=web} A0 A0{os=ios}") == ["ios: [1, 0]"])
        #expect(rows(by("n", atStep: 1), "ann A0{n=10} A0{n=9} B0") == ["9: [1, 1]"])
    }

    @Test func `a user who did not reach the step has no value`() {
        let text = "ann A0{os=ios} B1{os=ios}\nbob A0{os=ios}"
        #expect(rows(by("os", atStep: 2), text) == ["ios: [1, 1]", "(none): [1, 0]"])
    }

    @Test func `every event of the moment that matches the step may lend its value`() {
        var funnel = by("os", atStep: 1)
        funnel.steps = [.anyOf("A", "C"), .anyOf("A", "B")]
        #expect(rows(funnel, "ann C0{os=web} A0{os=ios}") == ["ios: [1, 1]"])
        #expect(rows(funnel, "ann C0{os=web} B0{os=ios}") == ["web: [1, 1]"])
        let entries = by("os", atStep: 1).with { $0.unit = .entry }
        #expect(rows(entries, "ann A0{os=web} A0{os=ios} B1") == ["ios: [2, 1]"])
    }

    @Test func `in any order the value is that of the first event which matches the step`() {
        let funnel = by("os", atStep: 2).with { $0.order = .unordered }
        #expect(rows(funnel, "ann A0{os=web} B1{os=tv} B2{os=ios}") == ["tv: [1, 1]"])
        #expect(rows(funnel, "ann B0{os=tv}\nbob A0{os=web}") == ["tv: [1, 0]", "(none): [1, 0]"])
    }

    @Test func `a user's attribute splits as well`() {
        let funnel = Funnel.of("AB").with { $0.breakdown = .init(.attribute("grade")) }
        let text = "ann{grade=gold} A0 B1\nbob A0\ncid{grade=gold} A0\ndan{grade=iron} B0"
        #expect(rows(funnel, text) == ["gold: [2, 1]", "(none): [1, 0]"])
    }

    @Test func `a user may stand in several rows of a session funnel`() {
        let funnel = by("os", atStep: 1).with { $0.unit = .session }
        let journeys = JourneySet(
            text: "ann A0{os=ios} B1 A100{os=web}", sessionGapMilliseconds: 10)
        let answer = ReferenceEngine.answer(funnel, over: journeys)
        #expect(answer.tally.reached == [2, 1])
        for value in ["ios", "web"] {
            let element = FunnelElement(.converted, step: 1, breakdown: .value(value))
            #expect(answer.users[element] == ["ann"])
        }
    }

    @Test func `series count members, others and all`() {
        let funnel = Funnel.of("AB").with { $0.segments = [.members("s"), .others("s"), .all] }
        var journeys = JourneySet(text: "ann A0 B1\nbob A0\ncid A0")
        journeys.segments = ["s": ["ann"]]
        let answer = ReferenceEngine.answer(funnel, over: journeys)
        #expect(answer.series.map(\.tally.reached) == [[1, 1], [2, 0], [3, 1]])
        #expect(answer.users[FunnelElement(.dropped, step: 1, series: 1)] == ["bob", "cid"])
    }
}
