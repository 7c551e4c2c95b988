import Definitions
import Testing

@Suite struct FunnelValidationTests {
    static let schema = DatasetSchema(
        name: "loans", events: ["A_SUBMITTED", "A_ACCEPTED", "A_CANCELLED"],
        properties: [
            .init("amount", .integer), .init("rate", .number), .init("os", .text),
            .init("paid", .boolean), .init("due", .time),
        ], attributes: ["grade"])

    /// The error of a question that is a funnel of two good steps and these fields.
    func refusal(_ fields: String) -> DefinitionError? {
        let start = #"{"kind":"funnel","dataset":"loans""#
        let steps =
            fields.contains(#""steps""#)
            ? "" : #","steps":[{"event":"A_SUBMITTED"},{"event":"A_ACCEPTED"}]"#
        do {
            guard case .funnel(let funnel) = try Question(parsing: "\(start)\(steps),\(fields)}")
            else { return nil }
            try funnel.check(against: Self.schema)
            return nil
        } catch {
            return error
        }
    }

    /// Fields, the place of the error and its sentence.
    static let refusals: [(fields: String, pointer: String, sentence: String)] = [
        (
            #""wndow":{"value":1,"unit":"day"}"#, "/wndow",
            "There is no field 'wndow' here; the nearest is 'window'."
        ),
        (
            #""steps":[{"event":"A_SUBMITTED"}]"#, "/steps",
            "A funnel has 2 to 32 steps, not 1."
        ),
        (
            #""steps":[]"#, "/steps", "A funnel has 2 to 32 steps, not 0."
        ),
        (
            #""steps":{"event":"A"}"#, "/steps", "This should be a list, not an object."
        ),
        (
            #""steps":[{"event":"A_SUBMITTED"},{}]"#, "/steps/1",
            "The field 'event' is missing; add it."
        ),
        (
            #""steps":[{"event":"A_SUBMITED"},{"event":"A_ACCEPTED"}]"#, "/steps/0/event",
            "There is no event 'A_SUBMITED'; the nearest is 'A_SUBMITTED'."
        ),
        (
            #""steps":[{"event":"A_ACCEPTED"},{"any_of":[{"event":"A_ACCEPTED"},{"event":"X"}]}]"#,
            "/steps/1/any_of/1/event",
            "There is no event 'X'; known are 'A_ACCEPTED', 'A_CANCELLED', 'A_SUBMITTED'."
        ),
        (
            #""steps":[{"event":"A_ACCEPTED"},{"event":"A_ACCEPTED","any_of":[]}]"#,
            "/steps/1/event",
            "'event' cannot stand beside 'any_of'; put it into each alternative."
        ),
        (
            #""steps":[{"event":"A_ACCEPTED"},{"any_of":[]}]"#, "/steps/1/any_of",
            "Give at least one event to choose of."
        ),
        (
            #""window":{"value":0,"unit":"day"}"#, "/window/value",
            "0 is out of range; use 1 to 36525."
        ),
        (
            #""window":{"value":1,"unit":"month"}"#, "/window/unit",
            "There is no choice 'month'; known are 'millisecond', 'second', 'minute', 'hour', "
                + "'day', 'week'."
        ),
        (
            #""window":30"#, "/window", "This should be an object, not a number."
        ),
        (
            #""step_window":{"value":2.5,"unit":"day"}"#, "/step_window/value",
            "This should be a whole number, not a number."
        ),
        (
            #""order":"orderd""#, "/order",
            "There is no choice 'orderd'; the nearest is 'ordered'."
        ),
        (
            #""order":"unordered","step_window":{"value":1,"unit":"day"}"#, "/step_window",
            "Steps in any order have no neighbours; leave 'step_window' out or use 'window'."
        ),
        (
            #""order":"strict","unit":"entry""#, "/unit",
            "Entries are counted for ordered steps only; use the order 'ordered' or the unit "
                + "'user' or 'session'."
        ),
        (
            #""exclude":[{"event":"A_CANCELLED","after_step":2}]"#, "/exclude/0/after_step",
            "2 is out of range; use 1 to 1."
        ),
        (
            #""exclude":[{"event":"A_CANCELLED","before_step":1}]"#, "/exclude/0/before_step",
            "1 is out of range; use 2 to 2."
        ),
        (
            #""exclude":[{"event":"A_CANCELED"}]"#, "/exclude/0/event",
            "There is no event 'A_CANCELED'; the nearest is 'A_CANCELLED'."
        ),
        (
            #""where":[{"property":"ammount","operator":"equals","value":1}]"#, "/where/0/property",
            "There is no property 'ammount'; the nearest is 'amount'."
        ),
        (
            #""where":[{"property":"amount","operator":"equals","value":"much"}]"#,
            "/where/0/value", "'much' does not fit amount, which is integer."
        ),
        (
            #""where":[{"property":"os","operator":"in","value":["ios",true]}]"#,
            "/where/0/value/1", "'true' does not fit os, which is text."
        ),
        (
            #""where":[{"property":"paid","operator":"less","value":true}]"#, "/where/0/operator",
            "'less' does not fit paid, which is boolean; use equals, not_equals, in, not_in, "
                + "is_set, is_not_set."
        ),
        (
            #""where":[{"property":"due","operator":"less","value":"soon"}]"#, "/where/0/value",
            "'soon' does not fit due, which is time."
        ),
        (
            #""where":[{"property":"amount","operator":"between","value":[1]}]"#, "/where/0/value",
            "'between' takes two values, the lower and the upper, not 1."
        ),
        (
            #""where":[{"property":"amount","operator":"equals"}]"#, "/where/0",
            "The field 'value' is missing; add it."
        ),
        (
            #""where":[{"property":"amount","operator":"is_set","value":1}]"#, "/where/0/value",
            "'is_set' takes no value, not 1."
        ),
        (
            #""where":[{"property":"amount","operator":"equal","value":1}]"#, "/where/0/operator",
            "There is no choice 'equal'; the nearest is 'equals'."
        ),
        (
            #""where":[{"any_of":[]}]"#, "/where/0/any_of", "Give at least one filter to choose of."
        ),
        (
            #""where":[{"any_of":[{"property":"on","operator":"is_set"}]}]"#,
            "/where/0/any_of/0/property", "There is no property 'on'; the nearest is 'os'."
        ),
        (
            #""where":[{"property":"os","operator":"matches","value":"a(?=b)"}]"#, "/where/0/value",
            "The pattern 'a(?=b)' is refused: '(?=' is not part of it. Use the syntax of RE2."
        ),
        (
            #""hold":["item"]"#, "/hold/0",
            "There is no property 'item'; known are 'amount', 'rate', 'os', 'paid', 'due'."
        ),
        (
            #""breakdown":{"property":"os","at_step":3}"#, "/breakdown/at_step",
            "3 is out of range; use 1 to 2."
        ),
        (
            #""breakdown":{"property":"oss"}"#, "/breakdown/property",
            "There is no property 'oss'; the nearest is 'os'."
        ),
        (
            #""breakdown":{"attribute":"grad"}"#, "/breakdown/attribute",
            "There is no user attribute 'grad'; the nearest is 'grade'."
        ),
        (
            #""breakdown":{"attribute":"grade","at_step":1}"#, "/breakdown/at_step",
            "A user's attribute has no 'at_step'; leave one of the two out."
        ),
        (
            #""breakdown":{"property":"os","limit":0}"#, "/breakdown/limit",
            "0 is out of range; use 1 to 200."
        ),
        (
            #""segments":["all","seg_1","seg_1"]"#, "/segments/2",
            "The series \"seg_1\" is there already; leave one of the two out."
        ),
        (
            #""range":{"from":"2011-09-31","to":"2012-01-01"}"#, "/range/from",
            "'2011-09-31' is no date or time; write it like 2026-10-31 or "
                + "2026-10-31T09:00:00+09:00."
        ),
    ]

    @Test(arguments: refusals)
    func `bad questions are refused with place, reason and remedy`(
        refused: (fields: String, pointer: String, sentence: String)
    ) throws {
        let error = try #require(refusal(refused.fields))
        #expect(error.pointer == refused.pointer)
        #expect(error.detail == refused.sentence)
        #expect(error.description == "\(refused.pointer): \(refused.sentence)")
    }

    @Test func `too many steps are refused`() {
        let steps = Array(repeating: #"{"event":"A_ACCEPTED"}"#, count: 33)
        let error = refusal(#""steps":["# + steps.joined(separator: ",") + "]")
        #expect(error?.detail == "A funnel has 2 to 32 steps, not 33.")
    }

    @Test(arguments: [
        ("{}", "", "The field 'kind' is missing; add it."),
        (
            #"{"kind":"funel"}"#, "/kind",
            "There is no kind of question 'funel'; the nearest is 'funnel'."
        ),
        (
            #"{"kind":"funnel","steps":[{"event":"a"},{"event":"b"}]}"#, "",
            "The field 'dataset' is missing; add it."
        ),
        ("[]", "", "This should be an object, not a list."),
        (#"{"kind":3}"#, "/kind", "This should be a text, not a number."),
    ])
    func `what is no question is refused`(text: String, pointer: String, sentence: String) {
        let error = #expect(throws: DefinitionError.self) { try Question(parsing: text) }
        #expect(error?.pointer == pointer)
        #expect(error?.detail == sentence)
    }

    @Test func `the example of the guide is accepted and comes back whole`() throws {
        let text = #"""
            {"kind":"funnel","dataset":"loans","range":{"from":"2011-09-01","to":"2012-04-01"},
             "where":[{"property":"lifecycle","operator":"equals","value":"COMPLETE"}],
             "steps":[{"event":"A_SUBMITTED"},{"event":"A_PREACCEPTED"},{"event":"A_ACCEPTED"}],
             "order":"ordered","window":{"value":30,"unit":"day"},"step_window":{"value":7,"unit":"day"},
             "exclude":[{"event":"A_CANCELLED","after_step":1,"before_step":3}],
             "hold":[],"unit":"user","breakdown":{"property":"resource","at_step":1,"limit":10}}
            """#
        let question = try Question(parsing: text)
        #expect(try Question(parsing: question.json.rendered()) == question)
        guard case .funnel(let funnel) = question else { return }
        #expect(funnel.steps.count == 3)
        #expect(funnel.window?.milliseconds == 2_592_000_000)
        #expect(funnel.breakdown?.subject == .property("resource", atStep: 1))
    }
}
