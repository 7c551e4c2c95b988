import Definitions
import TestSupport
import Testing

/// The guide's rules, one example each; letters are events, numbers milliseconds.
@Suite struct ExampleTests {
    let abc = Funnel.of("ABC")

    @Test func `strict allows no other event between two steps`() {
        let strict = abc.with { $0.order = .strict }
        expect(strict, "ann A0 B1 C2 -> 3")
        expect(strict, "ann A0 X1 B2 C3 -> 1")
        expect(strict, "ann A0 A1 B2 C3 -> 3  // the second A begins")
        expect(strict, "ann A0 B1 B2 C3 -> 2")
        expect(strict, "ann X0 A0 B0 X0 C1 -> 3  // an event of the same moment is not between")
    }

    @Test func `strict looks only at events that pass the where of the analysis`() {
        let filter = Filter.comparison(
            Comparison(property: "os", operator: .isSet, values: []))
        let strict = abc.with {
            $0.order = .strict
            $0.filters = [filter]
        }
        expect(strict, "ann A0{os=ios} X1 B2{os=ios} C3{os=ios} -> 3")
    }

    @Test func `unordered takes the steps in any order within the window of an anchor`() {
        let any = abc.with {
            $0.order = .unordered
            $0.window = TimeSpan(10, .millisecond)
        }
        expect(any, "ann C0 B5 A10 -> 3")
        expect(any, "ann C0 B5 A11 -> 2")
        expect(any, "ann C0 C1 C2 -> 1  // distinct steps")
        let twice = Funnel.of("AA").with { $0.order = .unordered }
        expect(twice, "ann A0 -> 1  // one event per step\nbob A0 A0 -> 2")
    }

    @Test func `an unordered event moves to another step where that helps`() {
        var any = Funnel.of("AB").with { $0.order = .unordered }
        any.steps[0] = .anyOf("A", "B")
        expect(any, "ann B0 A1 -> 2\nbob B0 B1 -> 2\ncid A0 A1 -> 1")
    }

    @Test func `an exclusion ends the attempt, which keeps its level`() {
        let funnel = abc.with { $0.exclusions = [.of("X", after: 1, before: 3)] }
        expect(funnel, "ann A0 X1 B2 C3 -> 1")
        expect(funnel, "ann A0 B1 X2 C3 -> 2")
        expect(funnel, "ann A0 X1 A2 B3 C4 -> 3  // another attempt goes further")
        expect(funnel, "ann A0 B1 C2 X3 -> 3")
        expect(funnel, "ann A1 X1 B2 X2 C2 -> 3  // in the moment of a step it does no harm")
        let late = abc.with { $0.exclusions = [.of("X", after: 2, before: 3)] }
        expect(late, "ann A0 X1 B2 C3 -> 3\nbob A0 B1 X2 C3 -> 2")
    }

    @Test func `an exclusion may be one of the steps`() {
        let funnel = abc.with { $0.exclusions = [.of("B", after: 2, before: 3)] }
        expect(funnel, "ann A0 B1 B2 C3 -> 3  // the second B may fill step 2")
        let again = abc.with { $0.exclusions = [.of("A", after: 1, before: 2)] }
        expect(again, "ann A0 A1 B2 C3 -> 3")
        expect(again.with { $0.window = TimeSpan(2, .millisecond) }, "ann A0 A1 B2 C3 -> 3")
    }

    @Test func `in any order an exclusion ends the anchor's attempt unless it grows just then`() {
        let any = abc.with {
            $0.order = .unordered
            $0.exclusions = [.of("X", after: 1, before: 3)]
        }
        expect(any, "ann C0 X1 B2 A3 -> 2  // B is an anchor too")
        expect(any, "ann C0 X0 B2 X2 A3 -> 3")
        expect(any, "ann C0 B1 A2 X3 -> 3")
    }

    @Test func `held properties are equal through all steps`() {
        let funnel = abc.with { $0.hold = ["os"] }
        expect(funnel, "ann A0{os=ios} B1{os=ios} C2{os=ios} -> 3")
        expect(funnel, "ann A0{os=ios} B1{os=web} C2{os=ios} -> 1")
        expect(funnel, "ann A0 B1 C2 -> 0  // no value equals nothing")
        expect(funnel, "ann A0{os=ios} A1{os=web} B2{os=web} C3{os=ios} -> 2  // the best value")
        let excluding = funnel.with { $0.exclusions = [.of("X", after: 1, before: 3)] }
        expect(
            excluding,
            "ann A0{os=ios} X1{os=web} X1 B2{os=ios} C3{os=ios} -> 3 // X of another value")
        let strict = funnel.with { $0.order = .strict }
        expect(strict, "ann A0{os=ios} X1 B2{os=ios} C3{os=ios} -> 1 // strict sees all events")
    }

    @Test func `only the first step must lie in the range`() {
        let range = ResolvedRange(from: 10, to: 20)
        expect(abc, range: range, "ann A9 B12 C13 -> 0\nbob A10 B20 C99 -> 3\ncid A20 B21 -> 0")
        let any = abc.with { $0.order = .unordered }
        expect(any, range: range, "ann C9 A12 B25 -> 2  // no step lies before the range")
    }

    @Test func `the step window limits neighbours, the window the whole`() {
        let funnel = abc.with {
            $0.stepWindow = TimeSpan(10, .millisecond)
            $0.window = TimeSpan(15, .millisecond)
        }
        expect(funnel, "ann A0 B10 C15 -> 3\nbob A0 B11 C12 -> 1\ncid A0 B5 C16 -> 2")
        expect(funnel, "ann A0 B2 B8 C15 -> 3  // the later B is near enough")
    }

    @Test func `a sequence number orders events of one time`() {
        expect(abc, "ann A5#1 B5#2 C5#3 -> 3\nbob B5#1 A5#2 C5#3 -> 1\ncid B5#1 A5#1 C5#2 -> 3")
    }

    @Test func `sessions part at a longer gap and count one by one`() {
        let funnel = Funnel.of("AB").with { $0.unit = .session }
        expect(funnel, gap: 10, "ann A0 B10 -> 2\nbob A0 B11 -> 1\ncid A0 X6 B11 -> 2")
        let journeys = JourneySet(text: "ann A0 B1 A50 B100 A150 B151", sessionGapMilliseconds: 10)
        let answer = ReferenceEngine.answer(funnel, over: journeys)
        #expect(answer.tally.reached == [3, 2])
        #expect(answer.tally.users == [1, 1])
        #expect(answer.users[FunnelElement(.dropped, step: 1)] == [])
    }

    @Test func `sessions are those of the whole dataset, before the where`() {
        let filter = Filter.comparison(
            Comparison(property: "os", operator: .isSet, values: []))
        let funnel = Funnel.of("AB").with {
            $0.unit = .session
            $0.filters = [filter]
        }
        expect(funnel, gap: 10, "ann A0{os=ios} X8 B16{os=ios} -> 2")
    }

    @Test func `every entry counts once and an event serves the latest entry that can use it`() {
        let funnel = Funnel.of("AB").with { $0.unit = .entry }
        func reached(_ text: String, _ funnel: Funnel) -> [Int] {
            ReferenceEngine.answer(funnel, over: JourneySet(text: text)).tally.reached
        }
        #expect(reached("ann A0 A1 B2 B3", funnel) == [2, 2])
        #expect(reached("ann A0 A1 B2", funnel) == [2, 1])
        #expect(reached("ann A0 B1 A2 B3 A4", funnel) == [3, 2])
        let excluding = funnel.with { $0.exclusions = [.of("X", after: 1, before: 2)] }
        #expect(reached("ann A0 X1 A2 B3 B4", excluding) == [2, 1])
        #expect(reached("ann A0 A1 A2", Funnel.of("AA").with { $0.unit = .entry }) == [2, 1])
    }
}
