import Definitions
import TestSupport
import Testing

@Suite struct DescribeTests {
    /// Questions over every option, as they come in.
    static let questions = [
        #""steps":[{"event":"A"},{"event":"B"},{"event":"C"}]"#,
        #""steps":[{"event":"A"},{"event":"B"}],"window":{"value":30,"unit":"day"}"#,
        #""steps":[{"event":"A"},{"event":"B"}],"window":{"value":1,"unit":"hour"},"order":"strict""#,
        #""steps":[{"event":"A"},{"event":"B"},{"event":"C"}],"order":"unordered","window":{"value":7,"unit":"week"}"#,
        #""steps":[{"event":"A"},{"event":"B"}],"unit":"session","range":{"this":"month"}"#,
        #""steps":[{"event":"A"},{"event":"B"}],"unit":"entry","range":{"last":30,"unit":"day"}"#,
        #"""
        "range":{"from":"2011-09-01","to":"2012-04-01"},
        "where":[{"property":"lifecycle","operator":"equals","value":"COMPLETE"}],
        "steps":[{"event":"A_SUBMITTED"},{"event":"A_PREACCEPTED"},{"event":"A_ACCEPTED"}],
        "window":{"value":30,"unit":"day"},"step_window":{"value":7,"unit":"day"},
        "exclude":[{"event":"A_CANCELLED","after_step":1,"before_step":3}],
        "breakdown":{"property":"resource","at_step":1,"limit":10}
        """#,
        #"""
        "steps":[{"event":"app_open","label":"앱 실행"},
          {"any_of":[{"event":"pay","where":[{"property":"amount","operator":"at_least","value":10000}]},{"event":"transfer"}],"label":"송금 또는 결제"}],
        "hold":["item_id","shop_id"],"segments":["vip",{"not":"vip"},"all"],
        "breakdown":{"attribute":"grade","limit":1},"range":{"previous":"day"}
        """#,
        #"""
        "steps":[{"where":[{"property":"page","operator":"starts_with","value":"/loan"}]},{"event":"B"}],
        "where":[{"any_of":[{"property":"os","operator":"equals","value":"ios"},{"property":"n","operator":"less","value":3}]},
          {"property":"paid","operator":"equals","value":true},
          {"property":"app","operator":"not_in","value":["a","b","c","d","e","f"],"or_null":true}],
        "segments":[{"not":"staff"}],"range":{"last":1,"unit":"week"}
        """#,
    ]

    static let filters = [
        #"{"property":"os","operator":"equals","value":"ios"}"#,
        #"{"property":"os","operator":"not_equals","value":"ios","or_null":true}"#,
        #"{"property":"os","operator":"in","value":["ios","web"]}"#,
        #"{"property":"n","operator":"in","value":[1,2,3,4,5,6,7]}"#,
        #"{"property":"os","operator":"not_in","value":["ios","web"]}"#,
        #"{"property":"n","operator":"less","value":3}"#,
        #"{"property":"n","operator":"at_most","value":3}"#,
        #"{"property":"n","operator":"greater","value":2.5}"#,
        #"{"property":"n","operator":"at_least","value":3,"or_null":true}"#,
        #"{"property":"n","operator":"between","value":[3,5]}"#,
        #"{"property":"page","operator":"contains","value":"대출"}"#,
        #"{"property":"page","operator":"starts_with","value":"/loan"}"#,
        #"{"property":"page","operator":"ends_with","value":".html"}"#,
        #"{"property":"page","operator":"matches","value":"^/loan/\\d+$"}"#,
        #"{"property":"paid","operator":"equals","value":true}"#,
        #"{"property":"os","operator":"is_set"}"#,
        #"{"property":"os","operator":"is_not_set"}"#,
        #"{"any_of":[{"property":"os","operator":"equals","value":"ios"},{"property":"page","operator":"ends_with","value":"x"},{"property":"n","operator":"is_not_set"}]}"#,
    ]

    @Test(arguments: Language.allCases)
    func `questions read as plain sentences`(language: Language) throws {
        let texts = try Self.questions.map { fields in
            let text = #"{"kind":"funnel","dataset":"app","# + fields + "}"
            guard case .funnel(let funnel) = try Question(parsing: text) else { return "" }
            return funnel.described(in: language)
        }
        #expect(
            Snapshot.difference(
                of: texts.joined(separator: "\n") + "\n",
                from: "funnels-\(language.rawValue).txt") == nil)
    }

    @Test(arguments: Language.allCases)
    func `filters read as plain clauses`(language: Language) throws {
        let texts = try Self.filters.map { text in
            try Filter(JSONReader(JSONValue(parsing: text))).described(in: language)
        }
        #expect(
            Snapshot.difference(
                of: texts.joined(separator: "\n") + "\n",
                from: "filters-\(language.rawValue).txt") == nil)
    }
}
