import Definitions
import TestSupport
import Testing

@Suite struct TimeTests {
    let abc = Funnel.of("ABC")

    func times(_ text: String, _ funnel: Funnel) -> [[Int64?]] {
        let tally = ReferenceEngine.answer(funnel, over: JourneySet(text: text)).tally
        return [tally.timeFromFirst.map(\.median), tally.timeFromPrevious.map(\.median)]
    }

    @Test func `time runs from the latest entry that allows the first arrival`() {
        #expect(times("ann A0 A4 B10 C15 C99", abc) == [[0, 6, 11], [0, 6, 5]])
        #expect(times("ann A0 B3 A4 B10 C15", abc) == [[0, 3, 11], [0, 3, 5]])
        #expect(times("ann A0 B3 A4 C15", abc) == [[0, 3, 15], [0, 3, 12]])
    }

    @Test func `sequence numbers make an earlier arrival of the same time`() {
        #expect(times("ann A0#1 B5#1 A5#2 B5#3", Funnel.of("AB")) == [[0, 5], [0, 5]])
        #expect(times("ann A0 B5 A5 B5", Funnel.of("AB")) == [[0, 0], [0, 0]])
    }

    @Test func `in any order time runs from the latest anchor that had as many steps then`() {
        let any = abc.with { $0.order = .unordered }
        #expect(times("ann C0 B5 C8 A10", any) == [[0, 5, 5], [0, 5, 2]])
    }

    @Test func `with held properties the earliest arrival over all values counts`() {
        let funnel = Funnel.of("AB").with { $0.hold = ["os"] }
        let text = "ann A0{os=ios} A5{os=web} B8{os=ios} B9{os=web}"
        #expect(times(text, funnel) == [[0, 8], [0, 8]])
    }

    @Test func `an entry's times are its own`() {
        let funnel = Funnel.of("AB").with { $0.unit = .entry }
        #expect(times("ann A0 A1 B2 B30", funnel) == [[0, 1], [0, 1]])
        let tally = ReferenceEngine.answer(funnel, over: JourneySet(text: "ann A0 A1 B2 B30")).tally
        #expect(tally.timeFromFirst[1].mean == 16)
    }
}
