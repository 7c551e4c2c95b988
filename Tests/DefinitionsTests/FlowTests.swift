import Definitions
import TestSupport
import Testing

@Suite struct FlowTests {
    static let schema = DatasetSchema(
        name: "web", events: ["view", "click", "pay"],
        properties: [.init("page", .text), .init("n", .integer)])

    static func flow(_ fields: String) throws(DefinitionError) -> Flow {
        let text = #"{"kind":"flow","dataset":"web","# + fields + "}"
        guard case .flow(let flow) = try Question(parsing: text) else {
            preconditionFailure("the kind is written above")
        }
        return flow
    }

    /// Questions over every option, as they come in.
    static let questions = [
        #""by":"page","anchor":{"at":"start","value":"/home"}"#,
        #""by":"event","anchor":{"at":"end","value":"pay"},"steps":20,"nodes_per_step":3"#,
        #""by":"event","unit":"session","range":{"this":"month"}"#,
        #""by":{"property":"page"},"unit":"transition","range":{"last":30,"unit":"day"}"#,
        #""by":{"property":"page"},"unit":"transition","anchor":{"at":"start","value":"/a"},"range":{"previous":"day"}"#,
        #"""
        "range":{"from":"2026-01-01","to":"2026-02-01"},"by":"page",
        "where":[{"property":"n","operator":"at_least","value":3}],
        "anchor":{"at":"start","value":"Loan"},"steps":4,"nodes_per_step":5,"unit":"session",
        "collapse_repeats":false,"hide":["/login","/splash"],
        "rules":[{"pattern":"/loan/*","label":"Loan"},{"pattern":"/pay/*","label":"결제"}],
        "within":{"value":7,"unit":"day"},"segments":["vip",{"not":"vip"}]
        """#,
        #""by":"event","segments":["vip"],"timezone":"Europe/Berlin","range":{"last":1,"unit":"week"}"#,
    ]

    @Test(arguments: questions)
    func `a question reads as it was written`(fields: String) throws {
        let flow = try Self.flow(fields)
        let again = try Question(parsing: flow.json.rendered())
        #expect(again == .flow(flow))
        #expect(again.json == flow.json)
        #expect(again.scope == flow.scope)
    }

    @Test func `what is not said has its default`() throws {
        let flow = try Self.flow(#""by":"event""#)
        #expect(flow == Flow(scope: Scope(dataset: "web"), by: .event))
        #expect((flow.steps, flow.nodesPerStep, flow.unit) == (5, 10, .user))
        #expect(flow.collapsesRepeats && flow.anchor == nil && flow.within == nil)
    }

    @Test(arguments: Language.allCases)
    func `questions read as plain sentences`(language: Language) throws {
        let texts = try Self.questions.map { try Self.flow($0).described(in: language) }
        let difference = Snapshot.difference(
            of: texts.joined(separator: "\n") + "\n", from: "flows-\(language.rawValue).txt")
        #expect(difference == nil, "\(difference ?? "")")
    }

    /// Fields, the place of the error and its sentence.
    static let refusals: [(fields: String, pointer: String, sentence: String)] = [
        (
            #""by":"event","step":5"#, "/step",
            "There is no field 'step' here; the nearest is 'steps'."
        ),
        (#""steps":5"#, "", "The field 'by' is missing; add it."),
        (#""by":"pages""#, "/by", "There is no choice 'pages'; the nearest is 'page'."),
        (
            #""by":{"property":"pgae"}"#, "/by/property",
            "There is no property 'pgae'; the nearest is 'page'."
        ),
        (
            #""by":{"property":"n"}"#, "/by/property",
            "Paths follow a text; 'n' is integer."
        ),
        (#""by":"event","steps":1"#, "/steps", "1 is out of range; use 2 to 20."),
        (#""by":"event","steps":21"#, "/steps", "21 is out of range; use 2 to 20."),
        (
            #""by":"event","nodes_per_step":0"#, "/nodes_per_step",
            "0 is out of range; use 1 to 100."
        ),
        (
            #""by":"event","anchor":{"at":"middle","value":"pay"}"#, "/anchor/at",
            "There is no choice 'middle'; known are 'start', 'end'."
        ),
        (
            #""by":"event","anchor":{"at":"start","value":"pai"}"#, "/anchor/value",
            "There is no event 'pai'; the nearest is 'pay'."
        ),
        (
            #""by":"event","anchor":{"at":"start"}"#, "/anchor",
            "The field 'value' is missing; add it."
        ),
        (
            #""by":"event","unit":"entry""#, "/unit",
            "There is no choice 'entry'; known are 'user', 'session', 'transition'."
        ),
        (
            #""by":"page","anchor":{"at":"start","value":"/a"},"hide":["/b","/a"]"#, "/hide/1",
            "'/a' is where all paths are pinned; hide another, or pin them elsewhere."
        ),
        (
            #""by":"page","anchor":{"at":"end","value":"/loan/1"},"rules":[{"pattern":"/loan/*","label":"Loan"}]"#,
            "/anchor/value",
            "The rules show '/loan/1' as 'Loan'; pin the paths at 'Loan', or change the rules."
        ),
        (
            #""by":"page","rules":[{"pattern":"","label":"x"}]"#, "/rules/0/pattern",
            "A pattern has at least one character."
        ),
        (
            #""by":"page","rules":[{"patern":"a","label":"x"}]"#, "/rules/0/patern",
            "There is no field 'patern' here; the nearest is 'pattern'."
        ),
        (
            #""by":"page","where":[{"property":"m","operator":"is_set"}]"#, "/where/0/property",
            "There is no property 'm'; the nearest is 'n'."
        ),
    ]

    @Test(arguments: refusals)
    func `what cannot be is refused at its place`(
        refusal: (fields: String, pointer: String, sentence: String)
    ) {
        do {
            try Self.flow(refusal.fields).check(against: Self.schema)
            Issue.record("\(refusal.fields) should be refused")
        } catch {
            #expect(error.pointer == refusal.pointer)
            #expect(error.detail == refusal.sentence)
        }
    }

    @Test func `a label of the rules may be the start`() throws {
        let rules = #","rules":[{"pattern":"p*","label":"Paid"}]"#
        try Self.flow(#""by":"event","anchor":{"at":"start","value":"Paid"}"# + rules)
            .check(against: Self.schema)
        #expect(throws: DefinitionError.self) {
            try Self.flow(#""by":"event","anchor":{"at":"start","value":"pay"}"# + rules)
                .check(against: Self.schema)
        }
    }

    @Test func `a star of a pattern stands for any characters`() throws {
        let cases: [(pattern: String, text: String, matches: Bool)] = [
            ("/loan/*", "/loan/", true), ("/loan/*", "/loan/1/2", true),
            ("/loan/*", "/loan", false),
            ("*", "", true), ("*", "한글", true), ("a*b*c", "abbc", true), ("a*b*c", "abcb", false),
            ("a*bc", "abcbc", true), ("**", "x", true), ("", "", true), ("a", "ab", false),
            ("?", "a", false), ("?", "?", true), ("*.png", "/x.png", true),
        ]
        for (pattern, text, matches) in cases {
            let flow = Flow(
                scope: Scope(dataset: "d"), by: .event, rules: [.init(pattern, label: "hit")])
            let label = FlowLabels(flow).label(of: text)
            #expect((label == "hit") == matches, "\(pattern) on \(text)")
        }
    }

    @Test func `the first rule counts, and labels are hidden`() {
        let flow = Flow(
            scope: Scope(dataset: "d"), by: .event, hidden: ["Two", "x"],
            rules: [.init("a*", label: "One"), .init("*", label: "Two"), .init("x", label: "One")])
        let labels = FlowLabels(flow)
        #expect(labels.label(of: "ab") == "One")
        #expect(labels.label(of: "b") == nil)
        #expect(labels.label(of: "x") == nil)
    }

    static let labels = [
        "/home", "", "~", "~~", "~other", "~0other", "a=b", "=", "a@1", "-2", "한글 / 값", "(other)",
        "\u{301}accent", "x~", "~1",
    ]

    @Test(arguments: labels)
    func `an element's id reads as the same element`(label: String) throws {
        let flow = Flow(
            scope: Scope(dataset: "d", segments: [.all, .members("s")]), by: .page)
        let value = FlowLabel.value(label)
        let groups: [FlowElement.Group] = [
            .arrived(value), .exited(value), .went(from: value, to: .other),
            .went(from: .other, to: value),
        ]
        for group in groups {
            for series in 0...1 {
                let element = FlowElement(group, step: 1, series: series)
                let read = try FlowElement(id: element.id, of: flow)
                #expect(read == element, "\(element.id)")
                #expect(read.id.utf8.elementsEqual(element.id.utf8))
            }
        }
    }

    @Test func `an element that the question does not have is refused`() throws {
        let flow = try Self.flow(
            #""by":"page","anchor":{"at":"start","value":"/a"},"steps":3,"segments":["s","all"]"#)
        let good = [
            "arrived-0=/a", "exited-2=/b", "went-1=/b=/c", "arrived-1@1=~other", "went-0=/a=~other",
        ]
        for id in good { _ = try FlowElement(id: id, of: flow) }
        let bad = [
            "arrived-0=/b", "arrived-3=/a", "went-2=/a=/b", "arrived-1@2=/a", "came-1=/a", "",
            "arrived-1", "arrived=/a", "went-1=/a", "arrived-1=/a=/b", "arrived--1=/a",
            "arrived-1=~2", "arrived-x=/a", "exited-0=~other", "went-0=/b=/c", "arrived-1@x=/a",
        ]
        for id in bad {
            #expect(throws: DefinitionError.self, "\(id)") { try FlowElement(id: id, of: flow) }
        }
    }

    @Test func `nodes and links stand in their order`() {
        func node(_ step: Int, _ label: FlowLabel, _ count: Int) -> FlowNode {
            FlowNode(step: step, label: label, arrivals: count, exits: 0, users: 1, exitedUsers: 0)
        }
        let series = FlowSeries(
            segment: .all,
            nodes: [
                node(1, .other, 9), node(1, .value("b"), 2), node(0, .value("z"), 5),
                node(1, .value("a"), 2), node(1, .value("c"), 3),
            ],
            links: [
                FlowLink(step: 0, from: .value("z"), to: .other, count: 9, users: 1),
                FlowLink(step: 0, from: .value("z"), to: .value("b"), count: 2, users: 1),
                FlowLink(step: 0, from: .value("z"), to: .value("c"), count: 3, users: 1),
            ])
        #expect(series.nodes.map(\.label.title) == ["z", "c", "a", "b", "(other)"])
        #expect(series.links.map(\.to.title) == ["c", "b", "(other)"])
    }
}
