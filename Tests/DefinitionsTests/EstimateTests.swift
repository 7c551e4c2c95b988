import Definitions
import TestSupport
import Testing

@Suite struct EstimateTests {
    private static let schema = DatasetSchema(
        name: "app", events: ["pay", "view"],
        properties: [.init("category", .text), .init("amount", .integer), .init("x", .number)])

    private func question(_ estimates: String, breakdown: String = "") throws -> Question {
        try Question(
            parsing: """
                {"kind":"funnel","dataset":"app","steps":[{"event":"view"},{"event":"pay"}],
                 "estimates":[\(estimates)]\(breakdown)}
                """)
    }

    private func refusal(_ estimates: String, breakdown: String = "") -> String {
        do {
            try question(estimates, breakdown: breakdown).check(against: Self.schema)
            return "nothing"
        } catch {
            return "\(error)"
        }
    }

    @Test(arguments: [
        #"{"name":"a","kind":"most_frequent","property":"category"}"#,
        #"{"name":"a","kind":"most_used_hour","event":"pay"}"#,
        #"{"name":"a","kind":"days_since_last","any_of":[{"event":"pay"},{"event":"view"}]}"#,
        #"{"name":"a","kind":"count","range":{"last":7,"unit":"day"}}"#,
        #"{"name":"a","kind":"sum","property":"amount","event":"pay"}"#,
        #"{"name":"a","kind":"average","property":"x"}"#,
        #"{"name":"a","kind":"days_active"}"#,
        #"{"name":"a","kind":"first","property":"category"}"#,
        #"{"name":"a","kind":"last","property":"category"}"#,
        #"{"name":"a","kind":"rfm","property":"amount","score":"combined","event":"pay"}"#,
        #"{"name":"a","kind":"rfm","score":"recency"}"#,
    ])
    func `every kind is read, checked, described, and written again`(text: String) throws {
        let question = try question(text)
        #expect(throws: Never.self) { try question.check(against: Self.schema) }
        #expect(try Question(parsing: question.json.rendered()) == question)
        #expect(question.scope.estimates[0].json.rendered().count >= 30)
        for language in Language.allCases {
            let words = question.described(in: language)
            #expect(words.contains("a"), "\(words)")
            #expect(words.hasSuffix("."), "\(words)")
        }
    }

    @Test func `the range may stand anywhere in the object`() throws {
        let estimate = try question(
            #"{"name":"n","kind":"count","event":"pay","range":{"last":7,"unit":"day"}}"#
        ).scope.estimates[0]
        #expect(
            estimate.described(in: .english)
                == "“n” is the number of pay, in the last 7 days.")
        #expect(
            estimate.described(in: .korean) == "‘n’ 값은 최근 7일의 pay 이벤트의 수입니다.")
    }

    @Test func `what cannot be is refused with its place`() {
        #expect(
            refusal(#"{"name":"a","kind":"most_frequnt","property":"category"}"#)
                == "/estimates/0/kind: There is no choice 'most_frequnt'; the nearest is "
                + "'most_frequent'.")
        #expect(
            refusal(#"{"name":"a","kind":"most_frequent","property":"categry"}"#)
                == "/estimates/0/property: There is no property 'categry'; the nearest is "
                + "'category'.")
        #expect(
            refusal(#"{"name":"a","kind":"sum","property":"category"}"#)
                == "/estimates/0/property: category is text; the kind 'sum' needs a property of "
                + "numbers.")
        #expect(
            refusal(#"{"name":"a","kind":"count","event":"pai"}"#)
                == "/estimates/0/event: There is no event 'pai'; the nearest is 'pay'.")
        #expect(
            refusal(#"{"name":"a","kind":"count","property":"amount"}"#)
                .hasPrefix("/estimates/0/property: The kind 'count' looks at no property"))
        #expect(
            refusal(#"{"name":"a","kind":"count","score":"recency"}"#)
                .hasPrefix("/estimates/0/score: 'score' belongs to the kind 'rfm'"))
        #expect(
            refusal(#"{"name":"a","kind":"rfm"}"#)
                == "/estimates/0: The field 'property' is missing; add it.")
        #expect(
            refusal(#"{"name":"a","kind":"count"},{"name":"a","kind":"days_active"}"#)
                .hasPrefix("/estimates/1/name: There is an estimate 'a' already"))
        #expect(
            refusal(#"{"name":"","kind":"count"}"#)
                .hasPrefix("/estimates/0/name: A name has 1 to 100 bytes"))
        #expect(
            refusal(#"{"name":"a","kind":"count","rang":1}"#)
                .hasPrefix(
                    "/estimates/0/rang: There is no field 'rang' here; the nearest is 'range'"))
    }

    @Test func `estimates are attributes by which results are split`() {
        let estimate = #"{"name":"visits","kind":"count","event":"view"}"#
        #expect(refusal(estimate, breakdown: #","breakdown":{"attribute":"visits"}"#) == "nothing")
        #expect(
            refusal(estimate, breakdown: #","breakdown":{"attribute":"vists"}"#)
                == "/breakdown/attribute: There is no user attribute 'vists'; the nearest is "
                + "'visits'.")
    }

    @Test func `a stored attribute keeps its name`() throws {
        let schema = Self.schema.with(attributes: [.init("grade", .text)])
        let question = try question(#"{"name":"grade","kind":"count"}"#)
        #expect(throws: DefinitionError.self) { try question.check(against: schema) }
    }

    @Test func `days and hours are those of the wall clock, also where it changes`() throws {
        let zone = try Zone("America/New_York")
        let from = try #require(Moment("2026-03-07T12:00:00")).instant(in: zone)
        let until = try #require(Moment("2026-11-05T12:00:00")).instant(in: zone)
        let clock = ZoneClock(zone, from: from, until: until)
        #expect(clock.pieces.count == 3)
        var instant = from
        while instant < until {
            #expect(clock.local(instant) == zone.local(instant))
            #expect(Int(clock.day(of: instant)) == zone.date(of: instant).daysSinceEpoch)
            instant += 7_199_999
        }
        // The change itself, to the millisecond.
        let change = try #require(Moment("2026-03-08T03:00:00")).instant(in: zone)
        #expect(clock.hour(of: change - 1) == 1)
        #expect(clock.hour(of: change) == 3)
    }

    @Test func `scores are quintiles of those who are worse`() {
        #expect((0..<5).map { QuintileScore.of(worse: $0, among: 5) } == [1, 2, 3, 4, 5])
        #expect(QuintileScore.of(worse: 0, among: 1) == 1)
        #expect(
            (0..<10).map { QuintileScore.of(worse: $0, among: 10) }
                == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5])
    }
}
