import Definitions
import TestSupport
import Testing

@Suite struct TrendTests {
    private func read(_ fields: String) throws -> Trend {
        let text = #"{"kind":"trend","dataset":"orders","# + fields + "}"
        guard case .trend(let trend) = try Question(parsing: text) else {
            throw DefinitionError(.unknownName, at: "/kind", "no trend")
        }
        return trend
    }

    private func refusal(_ fields: String) -> DefinitionError? {
        do {
            try read(fields).check(
                against: DatasetSchema(
                    name: "orders", events: ["purchase", "visit"],
                    properties: [
                        .init("amount", .integer), .init("rate", .number), .init("os", .text),
                    ], attributes: ["grade"]))
            return nil
        } catch {
            return error as? DefinitionError
        }
    }

    static let questions = [
        #""series":[{"event":"purchase","measure":"count"}],"period":"day""#,
        #"""
        "range":{"last":30,"unit":"day"},
        "where":[{"property":"os","operator":"equals","value":"ios"}],"segments":["vip",{"not":"vip"}],
        "series":[{"event":"purchase","measure":"users"},{"event":"visit","label":"방문","measure":"users"}],
        "period":"week","compare":"previous_period",
        "formulas":[{"label":"Conversion","ratio":[1,2]},{"ratio":[2,1]}]
        """#,
        #"""
        "range":{"from":"2011-01-01","to":"2012-01-01"},
        "series":[{"event":"purchase","measure":"sum","property":"amount"},
          {"event":"purchase","measure":"average","property":"amount"},
          {"event":"purchase","measure":"minimum","property":"amount"},
          {"event":"purchase","measure":"maximum","property":"amount"},
          {"event":"purchase","measure":"percentile","property":"amount","percentile":90},
          {"event":"purchase","measure":"percentile","property":"amount","percentile":50},
          {"event":"purchase","measure":"sum_per_user","property":"amount"}],
        "period":"month","compare":"previous_year","breakdown":{"property":"os","limit":5}
        """#,
        #"""
        "series":[{"any_of":[{"event":"purchase"},{"event":"visit"}],"measure":"count_per_user"},
          {"where":[{"property":"os","operator":"is_set"}],"measure":"count"}],
        "period":"hour","breakdown":{"attribute":"grade","limit":1}
        """#,
    ]

    @Test(arguments: questions)
    func `a question comes back whole`(fields: String) throws {
        let trend = try read(fields)
        let again = try Question(parsing: Question.trend(trend).json.rendered())
        #expect(again == .trend(trend))
        #expect(refusal(fields) == nil)
    }

    @Test(arguments: Language.allCases)
    func `questions read as plain sentences`(language: Language) throws {
        let texts = try Self.questions.map { try read($0).described(in: language) }
        let difference = Snapshot.difference(
            of: texts.joined(separator: "\n") + "\n", from: "trends-\(language.rawValue).txt")
        #expect(difference == nil, "\(difference ?? "")")
    }

    /// Fields, the place of the error and its sentence.
    static let refusals: [(fields: String, pointer: String, sentence: String)] = [
        (
            #""serie":[{"event":"purchase"}]"#, "/serie",
            "There is no field 'serie' here; the nearest is 'series'."
        ),
        (#""series":[]"#, "/series", "A trend has 1 to 32 series, not 0."),
        (
            #""series":[{"event":"purchase","measure":"user"}]"#, "/series/0/measure",
            "There is no choice 'user'; the nearest is 'users'."
        ),
        (
            #""series":[{"event":"purchase","mesure":"users"}]"#, "/series/0/mesure",
            "There is no field 'mesure' here; the nearest is 'measure'."
        ),
        (
            #""series":[{"event":"purchase","measure":"sum"}]"#, "/series/0",
            "The field 'property' is missing; add it."
        ),
        (
            #""series":[{"event":"purchase","measure":"users","property":"amount"}]"#,
            "/series/0/property",
            "The measure 'users' looks at no property; leave 'property' out or use a measure such "
                + "as 'sum'."
        ),
        (
            #""series":[{"event":"purchase","measure":"sum","property":"os"}]"#,
            "/series/0/property",
            "os is text; the measure 'sum' needs a property of numbers."
        ),
        (
            #""series":[{"event":"purchase","measure":"sum","property":"amont"}]"#,
            "/series/0/property", "There is no property 'amont'; the nearest is 'amount'."
        ),
        (
            #""series":[{"event":"purchase","measure":"percentile","property":"amount"}]"#,
            "/series/0", "The field 'percentile' is missing; add it."
        ),
        (
            #""series":[{"event":"visit","measure":"percentile","property":"rate","percentile":100}]"#,
            "/series/0/percentile", "100 is out of range; use 1 to 99."
        ),
        (
            #""series":[{"event":"visit","measure":"sum","property":"rate","percentile":9}]"#,
            "/series/0/percentile",
            "'percentile' belongs to the measure 'percentile'; leave one of the two out."
        ),
        (
            #""series":[{"event":"vist"}]"#, "/series/0/event",
            "There is no event 'vist'; the nearest is 'visit'."
        ),
        (
            #""series":[{"event":"visit"}],"period":"year""#, "/period",
            "There is no choice 'year'; known are 'hour', 'day', 'week', 'month'."
        ),
        (
            #""series":[{"event":"visit"}],"compare":"previous""#, "/compare",
            "There is no choice 'previous'; known are 'previous_period', 'previous_year'."
        ),
        (
            #""series":[{"event":"visit"}],"formulas":[{"ratio":[2,1]}]"#, "/formulas/0/ratio/0",
            "2 is out of range; use 1 to 1."
        ),
        (
            #""series":[{"event":"visit"}],"formulas":[{"ratio":[1]}]"#, "/formulas/0/ratio",
            "A ratio takes two numbers of series, the one above and the one below, not 1."
        ),
        (
            #""series":[{"event":"visit"}],"breakdown":{"property":"oss"}"#,
            "/breakdown/property", "There is no property 'oss'; the nearest is 'os'."
        ),
        (
            #""series":[{"event":"visit"}],"breakdown":{"attribute":"grad"}"#,
            "/breakdown/attribute", "There is no user attribute 'grad'; the nearest is 'grade'."
        ),
        (
            #""series":[{"event":"visit"}],"breakdown":{"attribute":"grade","property":"os"}"#,
            "/breakdown/property",
            "A result is split by a property or by an attribute; leave one of the two out."
        ),
        (
            #""series":[{"event":"visit"}],"breakdown":{"property":"os","limit":500}"#,
            "/breakdown/limit", "500 is out of range; use 1 to 200."
        ),
    ]

    @Test(arguments: refusals)
    func `bad questions are refused with place, reason and remedy`(
        refused: (fields: String, pointer: String, sentence: String)
    ) throws {
        let error = try #require(refusal(refused.fields))
        #expect(error.pointer == refused.pointer)
        #expect(error.detail == refused.sentence)
    }

    @Test func `the result is written as the guide says`() throws {
        var trend = try read(
            #"""
            "series":[{"event":"A","measure":"users"},{"event":"A","measure":"average","property":"n"}],
            "period":"day","compare":"previous_period","breakdown":{"property":"os","limit":1},
            "formulas":[{"label":"n per user","ratio":[2,1]}]
            """#)
        trend.scope.dataset = "test"
        let journeys = JourneySet(
            text: "ann A0{n=1,os=ios} A86400000{n=2,os=ios}\nbob A90000000{os=tv}")
        let range = ResolvedRange(from: 0, to: 172_800_000)
        let result = TrendResult(
            trend: trend,
            context: AnswerContext(
                engine: "reference", elapsedMilliseconds: 0, range: range, zone: .utc,
                dataUntil: 90_000_000),
            timelines: try TrendReference.timelines(trend, journeys, range),
            series: try TrendReference.answer(trend, over: journeys, range: range).series)
        let difference = Snapshot.difference(
            of: result.json.rendered(pretty: true) + "\n", from: "trend-result.json")
        #expect(difference == nil, "\(difference ?? "")")
    }
}
