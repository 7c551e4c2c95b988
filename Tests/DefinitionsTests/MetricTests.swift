import Definitions
import TestSupport
import Testing

@Suite struct MetricTests {
    static let examples = [
        #"{"measure":"count","dataset":"payments","direction":"higher"}"#,
        #"{"measure":"count_distinct","dataset":"payments","field":"shop","direction":"higher"}"#,
        #"{"measure":"sum","dataset":"payments","field":"amount","unit":"KRW","direction":"higher"}"#,
        #"{"measure":"average_per_user","dataset":"payments","direction":"higher"}"#,
        #"{"measure":"average_per_active_user","dataset":"payments","field":"amount","filters":[{"field":"method","operator":"equals","value":"card"},{"field":"amount","operator":"at_least","value":1000}],"unit":"KRW","direction":"higher"}"#,
        #"{"measure":"share_of_users_with","dataset":"members","filters":[{"field":"gender","operator":"equals","value":"F"}],"time":"joined","direction":"higher"}"#,
        #"{"measure":"percentile","dataset":"payments","field":"amount","percent":90,"direction":"lower"}"#,
        #"{"measure":"percentile","dataset":"payments","field":"amount","percent":99.9,"direction":"lower"}"#,
        #"{"ratio":{"numerator":{"measure":"count","dataset":"payments"},"denominator":{"measure":"count","dataset":"app_log"}},"unit":"%","direction":"lower"}"#,
    ]

    private func refusal(_ text: String) -> DefinitionError? {
        do {
            try MetricDefinition(parsing: text).validate(against: SegmentExamples.catalogue)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: examples)
    func `a metric is read, checked, and written as it was`(text: String) throws {
        #expect(refusal(text) == nil)
        #expect(try MetricDefinition(parsing: text).json.rendered() == text)
    }

    @Test(arguments: Language.allCases)
    func `metrics read as sentences`(language: Language) throws {
        let names = SegmentDescribeTests.names(language)
        let texts = try Self.examples.map {
            try MetricDefinition(parsing: $0).described(in: names) + "\n"
        }
        #expect(
            Snapshot.difference(of: texts.joined(), from: "metrics-\(language.rawValue).txt") == nil
        )
    }

    @Test(arguments: [
        ("{}", "", "'measure'"),
        (#"{"measure":"mean","dataset":"payments"}"#, "/measure", "known are"),
        (#"{"measure":"count","dataset":"payment"}"#, "/dataset", "'payments'"),
        (#"{"measure":"count","dateset":"payments"}"#, "/dateset", "'dataset'"),
        (
            #"{"measure":"count","dataset":"payments","field":"amount"}"#, "/field",
            "leave 'field' out"
        ),
        (#"{"measure":"sum","dataset":"payments"}"#, "", "'field'"),
        (#"{"measure":"sum","dataset":"payments","field":"amuont"}"#, "/field", "'amount'"),
        (#"{"measure":"sum","dataset":"payments","field":"method"}"#, "/field", "needs a number"),
        (
            #"{"measure":"sum","dataset":"payments","field":"amount","percent":5}"#, "/percent",
            "Only a percentile"
        ),
        (#"{"measure":"percentile","dataset":"payments","field":"amount"}"#, "", "'percent'"),
        (
            #"{"measure":"percentile","dataset":"payments","field":"amount","percent":100}"#,
            "/percent", "between 0 and 100"
        ),
        (
            #"{"measure":"percentile","dataset":"payments","field":"amount","percent":"half"}"#,
            "/percent", "a number"
        ),
        (#"{"measure":"count","dataset":"members"}"#, "/dataset", "no time column"),
        (#"{"measure":"count","dataset":"members","time":"age"}"#, "/time", "not a time"),
        (#"{"measure":"share_of_users_with","dataset":"loans"}"#, "/measure", "no user key"),
        (
            #"{"measure":"count","dataset":"payments","unit":"a unit that nobody can read"}"#,
            "/unit", "20 characters"
        ),
        (#"{"measure":"count","dataset":"payments","direction":"up"}"#, "/direction", "known are"),
        (
            #"{"measure":"count","dataset":"payments","filters":[{"field":"amount","operator":"contains","value":"1"}]}"#,
            "/filters/0", ""
        ),
        (
            #"{"ratio":{"numerator":{"measure":"count","dataset":"payments"}}}"#, "/ratio",
            "'denominator'"
        ),
        (
            #"{"ratio":{"numerator":{"measure":"count","dataset":"payments"},"denominator":{"measure":"sum","dataset":"payments","field":"shp"}}}"#,
            "/ratio/denominator/field", "'shop'"
        ),
        (
            #"{"ratio":{"numerator":{"measure":"count","dataset":"payments","unit":"x"},"denominator":{"measure":"count","dataset":"payments"}}}"#,
            "/ratio/numerator/unit", "known are"
        ),
        (
            #"{"measure":"count","dataset":"payments","ratio":{"numerator":{"measure":"count","dataset":"payments"},"denominator":{"measure":"count","dataset":"payments"}}}"#,
            "/measure", "known are"
        ),
    ])
    func `what is no metric is refused with its place`(
        text: String, pointer: String, words: String
    ) throws {
        let error = try #require(refusal(text), "\(text)")
        #expect(error.pointer.hasPrefix(pointer), "\(error.pointer)")
        #expect(error.detail.contains(words), "\(error)")
    }

    @Test func `a draft has a name that can be seen`() throws {
        let text =
            #"{"name":"Card","description":"d","owner":"ann","measure":"count","dataset":"payments","direction":"higher"}"#
        let draft = try MetricDraft(parsing: text)
        #expect(draft.json.rendered() == text)
        #expect(try MetricDraft.list(JSONValue(parsing: "[\(text),\(text)]")) == [draft, draft])
        #expect(throws: DefinitionError.self) {
            try MetricDraft(parsing: text.replacing("Card", with: "  "))
        }
    }
}
