import Definitions
import TestSupport
import Testing

/// Every rule of `docs/guide/flow.md` with numbers counted by hand.
@Suite struct FlowExampleTests {
    /// The numbers of an answer as text: `0 A 2 exit 1 (2 users)`, then `0 A>B 1`.
    private func answer(
        _ journeys: String, _ fields: String, gap: Int64 = 1000, range: ResolvedRange? = nil,
        roles: [String: String] = [:]
    ) throws -> String {
        let text = #"{"kind":"flow","dataset":"test","# + fields + "}"
        guard case .flow(let flow) = try Question(parsing: text) else { return "no flow" }
        let set = JourneySet(text: journeys, sessionGapMilliseconds: gap)
        let answer = FlowReference.answer(flow, over: set, range: range, roles: roles)
        let series = answer.series[0]
        let broken = FlowConservation.violations(in: series, steps: flow.steps)
        #expect(broken == [])
        let nodes = series.nodes.map { node in
            "\(node.step) \(node.label.title) \(node.arrivals)"
                + (node.exits > 0 ? " exit \(node.exits)" : "")
                + (node.users == node.arrivals ? "" : " (\(node.users))")
        }
        let links = series.links.map { link in
            "\(link.step) \(link.from.title)>\(link.to.title) \(link.count)"
        }
        return (nodes + links).joined(separator: ", ")
    }

    private let start = #""by":"event","anchor":{"at":"start","value":"A"}"#
    private let end = #""by":"event","anchor":{"at":"end","value":"C"}"#

    @Test func `a user counts once, from the first start on`() throws {
        let found = try answer("ann X0 A1 B2 A3 C4\nbob A0 B1\ncat B0 C1", start + #","steps":3"#)
        #expect(
            found == "0 A 2, 1 B 2 exit 1, 2 A 1, 0 A>B 2, 1 B>A 1")
    }

    @Test func `a transition counts every start`() throws {
        let found = try answer(
            "ann X0 A1 B2 A3 C4", start + #","steps":3,"unit":"transition""#)
        #expect(
            found
                == "0 A 2 (1), 1 B 1, 1 C 1 exit 1, 2 A 1, 0 A>B 1, 0 A>C 1, 1 B>A 1")
    }

    @Test func `a session counts once and ends the path`() throws {
        let journeys = "ann A0 B1 A2 A5000 C5001"
        let session = try answer(journeys, start + #","steps":2,"unit":"session""#)
        #expect(session == "0 A 2 (1), 1 B 1, 1 C 1 exit 1, 0 A>B 1, 0 A>C 1")
        let user = try answer(journeys, start + #","steps":4"#)
        #expect(user == "0 A 1, 1 B 1, 2 A 1 exit 1, 0 A>B 1, 1 B>A 1")
    }

    @Test func `a window joins sessions, its end included`() throws {
        let within = #","steps":5,"within":{"value":5001,"unit":"millisecond"}"#
        let found = try answer("ann A0 B1 A2 A5000 C5001 D5002", start + within)
        #expect(
            found
                == "0 A 1, 1 B 1, 2 A 1, 3 C 1 exit 1, 0 A>B 1, 1 B>A 1, 2 A>C 1")
    }

    @Test func `repeats are one step unless they are wanted`() throws {
        let journeys = "ann A0 A1 B2 B3 C4"
        #expect(
            try answer(journeys, start + #","steps":3"#)
                == "0 A 1, 1 B 1, 2 C 1 exit 1, 0 A>B 1, 1 B>C 1")
        #expect(
            try answer(journeys, start + #","steps":3,"collapse_repeats":false"#)
                == "0 A 1, 1 A 1, 2 B 1, 0 A>A 1, 1 A>B 1")
    }

    @Test func `neighbours of what is hidden join`() throws {
        let found = try answer("ann A0 B1 X2 B3 C4", start + #","steps":3,"hide":["X"]"#)
        #expect(found == "0 A 1, 1 B 1, 2 C 1 exit 1, 0 A>B 1, 1 B>C 1")
    }

    @Test func `an end counts backwards and says where paths began`() throws {
        let found = try answer("ann A0 B1 C2 D3\nbob X0 B1 B2 C3 C4", end + #","steps":3"#)
        #expect(
            found
                == "0 C 2, 1 B 2, 2 A 1 exit 1, 2 X 1 exit 1, 0 C>B 2, 1 B>A 1, 1 B>X 1")
    }

    @Test func `a free flow begins with sessions`() throws {
        let journeys = "ann A0 B1 C5000\nbob B0"
        #expect(
            try answer(journeys, #""by":"event","steps":2"#)
                == "0 A 1, 0 B 1 exit 1, 1 B 1 exit 1, 0 A>B 1")
        #expect(
            try answer(journeys, #""by":"event","steps":2,"unit":"session""#)
                == "0 A 1, 0 B 1 exit 1, 0 C 1 exit 1, 1 B 1 exit 1, 0 A>B 1")
        #expect(
            try answer(journeys, #""by":"event","steps":2,"unit":"transition""#)
                == "0 B 2 exit 2, 0 A 1, 0 C 1 exit 1, 1 B 1 exit 1, 0 A>B 1")
    }

    @Test func `what is not shown is other, ties go to the smaller name`() throws {
        let journeys = "a A0 B1\nb A0 C1 X2\nc A0 D1\nd A0 D1"
        #expect(
            try answer(journeys, start + #","steps":2,"nodes_per_step":2"#)
                == "0 A 4, 1 D 2 exit 2, 1 B 1 exit 1, 1 (other) 1, 0 A>D 2, 0 A>B 1, 0 A>(other) 1"
        )
    }

    @Test func `the first rule that matches names a value`() throws {
        let rules =
            #","rules":[{"pattern":"/loan/*","label":"Loan"},{"pattern":"*","label":"Rest"}]"#
        let found = try answer(
            "ann V0{page=/loan/1} V1{page=/loan/2} V2{page=/x} V3",
            #""by":"page","anchor":{"at":"start","value":"Loan"},"steps":3"# + rules,
            roles: ["page": "page"])
        #expect(found == "0 Loan 1, 1 Rest 1 exit 1, 0 Loan>Rest 1")
    }

    @Test func `a click is no page view`() throws {
        let found = try answer(
            "ann V0{page=/a} K1{page=/b,button=ok} V2{page=/c}",
            #""by":"page","anchor":{"at":"start","value":"/a"},"steps":2"#,
            roles: ["page": "page", "element": "button"])
        #expect(found == "0 /a 1, 1 /c 1 exit 1, 0 /a>/c 1")
    }

    @Test func `a start lies in the range, what follows may lie after it`() throws {
        let range = ResolvedRange(from: 5, to: 8)
        let found = try answer("ann A0 X1 A7 B9\nbob A8 B9", start, range: range)
        #expect(found == "0 A 1, 1 B 1 exit 1, 0 A>B 1")
        let free = try answer("ann X0 A7 B9\nbob A6 B9", #""by":"event""#, range: range)
        #expect(free == "0 A 1, 1 B 1 exit 1, 0 A>B 1")
    }

    @Test func `events of one time stand by sequence, then by name`() throws {
        #expect(
            try answer("ann C0 B0 A0", start) == "0 A 1, 1 B 1, 2 C 1 exit 1, 0 A>B 1, 1 B>C 1")
        #expect(
            try answer("ann A0#2 B0#3 C0#1", start) == "0 A 1, 1 B 1 exit 1, 0 A>B 1")
    }
}
