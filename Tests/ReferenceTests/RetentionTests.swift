import Definitions
import TestSupport
import Testing

/// Retention counted by hand. Events are written as hours since 1970-01-01 00:00, a Thursday.
@Suite struct RetentionReferenceTests {
    /// `ann A0 B30`: hours become milliseconds.
    private func answer(
        _ text: String, range: ResolvedRange? = nil, _ change: (inout Retention) -> Void = { _ in }
    ) -> RetentionAnswer {
        var journeys = JourneySet(text: text)
        for user in journeys.users.indices {
            for event in journeys.users[user].events.indices {
                journeys.users[user].events[event].time *= 3_600_000
            }
        }
        var retention = Retention(
            scope: Scope(dataset: "test"), startEvent: .anyOf("A"), returnEvent: .anyOf("A"),
            columns: .on(3))
        change(&retention)
        let answer = RetentionReference.answer(retention, over: journeys, range: range)
        #expect(answer.violations() == [])
        return answer
    }

    private func users(_ answer: RetentionAnswer) -> [[Int]] {
        answer.cohorts.map { [$0.users] + $0.cells.map(\.users) }
    }

    private func days(_ from: Int64, _ to: Int64) -> ResolvedRange {
        ResolvedRange(from: from * 86_400_000, to: to * 86_400_000)
    }

    @Test func `with the same event period 0 is everyone`() {
        let answer = answer("ann A0 A30\nbob A1 A49\ncid A25 A50")
        #expect(users(answer) == [[2, 2, 1, 1], [1, 1, 1, 0], [0, 0, 0, 0]])
        #expect(answer.cohorts[0].start.text == "1970-01-01")
    }

    @Test func `with another event period 0 counts returns at or after the start`() {
        let answer = answer("ann B0 A1\nbob A1 B1\ncid A2 B3\ndan B2 A3 B50") {
            $0.returnEvent = .anyOf("B")
        }
        #expect(users(answer)[0] == [4, 2, 0, 1])
    }

    @Test func `a period is over with its last millisecond`() {
        let answer = answer("ann A0\nbob A48")
        #expect(answer.cohorts[0].cells.map(\.isComplete) == [true, true, false])
        #expect(answer.cohorts[2].cells.map(\.isComplete) == [false, false, false])
    }

    @Test func `on or after looks to the end of the data`() {
        let answer = answer("ann A0 A200\nbob A1 A30\ncid A2") { $0.columns = .onOrAfter(3) }
        #expect(users(answer)[0] == [3, 3, 2, 1])
    }

    @Test func `a bracket is any of its periods`() {
        let answer = answer("ann A0 A49\nbob A1 A30 A100\ncid A2 A200") {
            $0.columns = .brackets([0...0, 1...3, 4...7])
        }
        #expect(users(answer)[0] == [3, 3, 2, 1])
    }

    @Test func `rolling days run from the start to the millisecond`() {
        let answer = answer("ann A20 A43\nbob A20 A44\ncid A20 A67\ndan A20 A68") {
            $0.isCalendar = false
        }
        #expect(users(answer)[0] == [4, 4, 2, 1])
    }

    @Test func `first looks into the range and first ever before it`() {
        let text = "ann A0 A30 A60\nbob A30 A50"
        #expect(users(answer(text, range: days(1, 2))) == [[2, 2, 2, 0]])
        let ever = answer(text, range: days(1, 2)) { $0.startKind = .firstEver }
        #expect(users(ever) == [[1, 1, 1, 0]])
    }

    @Test func `recurring puts a user into the cohort of every period with a start`() {
        let answer = answer("ann A0 A25 A50") { $0.startKind = .recurring }
        #expect(users(answer) == [[1, 1, 1, 1], [1, 1, 1, 0], [1, 1, 0, 0]])
    }

    @Test func `weeks start on Monday and months on the first`() {
        let weeks = answer("ann A0 A95 A96") { $0.period = .week }
        #expect(weeks.cohorts.map(\.start.text) == ["1969-12-29", "1970-01-05"])
        #expect(users(weeks)[0] == [1, 1, 1, 0])
        let months = answer("ann A0 A743 A744") { $0.period = .month }
        #expect(months.cohorts.map(\.start.text) == ["1970-01-01", "1970-02-01"])
        #expect(users(months)[0] == [1, 1, 1, 0])
    }

    @Test func `a measure adds up the returns of a cell, the start's among them`() {
        let text = "ann A0{n=10} A1{n=5} A30{n=7}\nbob A2{n=1} A31\ncid A3"
        let sums = answer(text) { $0.measure = .init(.sum, of: "n") }
        #expect(sums.cohorts[0].cells.map(\.value) == [16, 7, 0])
        let averages = answer(text) { $0.measure = .init(.average, of: "n") }
        #expect(averages.cohorts[0].cells.map(\.value) == [16.0 / 3, 7, nil])
        let later = answer(text) {
            $0.measure = .init(.sum, of: "n")
            $0.columns = .onOrAfter(2)
        }
        #expect(later.cohorts[0].cells.map(\.value) == [23, 7])
    }

    @Test func `a breakdown by a property takes the value of the start`() {
        let text = "ann A0{os=ios} A30{os=web}\nbob A1{os=web}\ncid A2\ndan A3{os=tv} A4{os=ios}"
        let answer = answer(text) {
            $0.breakdown = .init(.property("os"), limit: 1)
        }
        #expect(answer.series.map(\.breakdown?.title) == [nil, "ios", "(other)", "(none)"])
        let rows = answer.series.map { $0.counts.prefix(4) }
        #expect(rows == [[4, 4, 0, 1], [1, 1, 0, 1], [2, 2, 0, 0], [1, 1, 0, 0]])
    }

    @Test func `of starts at one time the smallest value counts, and a value before none`() {
        let answer = answer("ann A0{os=web} A0{os=ios} A0\nbob A1 A1{os=web}") {
            $0.breakdown = .init(.property("os"))
        }
        #expect(answer.series.map(\.breakdown?.title) == [nil, "ios", "web"])
    }

    @Test func `recurring members have a value in each cohort`() {
        let answer = answer("ann A0{os=ios} A30{os=web} A31{os=ios}") {
            $0.startKind = .recurring
            $0.breakdown = .init(.property("os"))
        }
        let users = answer.series.dropFirst().map { row in
            guard case .cohorts(let cohorts) = row.table else { return [Int]() }
            return cohorts.map(\.users)
        }
        #expect(users == [[1, 0], [0, 1]])
    }

    @Test func `a breakdown by an attribute takes the user's value`() {
        let answer = answer(
            "ann{grade=gold} A0 A30\nbob A1\ncid{grade=iron} A2\ndan{grade=iron} A3"
        ) {
            $0.breakdown = .init(.attribute("grade"))
        }
        #expect(answer.series.map(\.breakdown?.title) == [nil, "iron", "gold", "(none)"])
    }

    @Test func `stickiness counts users by their active periods`() {
        let answer = answer("ann A0 A1 A30 A50\nbob A0 A5\ncid A30 A50\ndan B0") {
            $0.view = .stickiness
        }
        #expect(answer.series[0].table == .stickiness([1, 1, 1]))
    }

    @Test func `lifecycle tells new, returning, resurrected and dormant users apart`() {
        let answer = answer("ann A0 A30\nbob A0 A50\ncid A49") { $0.view = .lifecycle }
        guard case .lifecycle(let periods) = answer.series[0].table else { return }
        #expect(periods.map(\.users) == [[2, 0, 0, 0], [0, 1, 0, 1], [1, 0, 1, 1]])
        #expect(periods.map(\.isComplete) == [true, true, false])
    }

    @Test func `lifecycle remembers what was before the range`() {
        let answer = answer("ann A0 A30\nbob A0 A50", range: days(1, 3)) { $0.view = .lifecycle }
        guard case .lifecycle(let periods) = answer.series[0].table else { return }
        #expect(periods.map(\.users) == [[0, 1, 0, 1], [0, 0, 1, 1]])
    }
}

@Suite(.enabled(if: SharedData.url("cases/peers.jsonl") != nil, "\(SharedData.absence)"))
struct RetentionPeerReferenceTests {
    @Test func `every peer case of retention that shares our rules gives the peer's numbers`()
        throws
    {
        for peerCase in try #require(try PeerCase.all())
        where PeerCase.answeredRetention.contains(peerCase.id) {
            let asked = try peerCase.retention()
            let answer = RetentionReference.answer(
                asked.retention, over: asked.journeys, range: asked.range)
            #expect(try peerCase.disagreements(with: answer, to: asked) == [], "\(peerCase.id)")
        }
    }
}
