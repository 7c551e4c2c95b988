import Definitions
import TestSupport
import Testing

@Suite(.enabled(if: SharedData.url("data/loan-applications") != nil, "\(SharedData.absence)"))
struct LoanTests {
    @Test func `the real loan applications give the published numbers`() throws {
        let journeys = try #require(try LoanData.journeys())
        #expect(journeys.users.count == 13_087)
        #expect(journeys.users.reduce(0) { $0 + $1.events.count } == 262_200)
        let names = [
            "A_SUBMITTED", "A_PREACCEPTED", "A_ACCEPTED", "O_SENT", "O_SENT_BACK", "A_APPROVED",
        ]
        let funnel = Funnel(
            dataset: "loans", steps: names.map { EventMatcher([.init(event: $0)]) },
            filters: [
                .comparison(
                    Comparison(
                        property: "lifecycle", operator: .equals, values: [.text("COMPLETE")]))
            ])
        let answer = ReferenceEngine.answer(funnel, over: journeys)
        #expect(answer.tally.reached == [13_087, 7367, 5113, 5015, 3254, 2246])
        #expect(Conservation.violations(in: answer, to: funnel) == [])
    }
}
