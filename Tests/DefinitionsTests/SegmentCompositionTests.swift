import Definitions
import Testing

@Suite struct SegmentCompositionTests {
    /// `a: b c` makes a of b and c.
    func lookup(_ lines: [String: String]) -> SegmentComposition.Lookup {
        { id in
            lines[id].map { line in
                let ids = line.split(separator: " ").map(String.init)
                return ids.isEmpty
                    ? .list(SegmentList(id: id, users: 0)) : .composite(.union, of: ids)
            }
        }
    }

    @Test func `parts come before what is made of them, each once`() throws {
        let definitions = lookup(["a": "b c", "b": "d", "c": "d b", "d": "", "e": ""])
        #expect(
            try SegmentComposition.order(of: ["e", "a", "c"], definitions: definitions)
                == ["e", "d", "b", "c", "a"])
    }

    @Test func `a way round is named`() throws {
        let definitions = lookup(["a": "b", "b": "c", "c": ""])
        try SegmentComposition.checkCycles(
            saving: .composite(.union, of: ["a"]), as: nil, definitions: definitions)
        #expect {
            try SegmentComposition.checkCycles(
                saving: .composite(.union, of: ["a"]), as: "c", definitions: definitions)
        } throws: { "\($0)".contains("c → a → b → c") }
        #expect {
            try SegmentComposition.checkCycles(
                saving: .composite(.union, of: ["c"]), as: "c", definitions: definitions)
        } throws: { "\($0)".contains("c → c") }
    }

    @Test func `an unknown part is named`() {
        #expect {
            try SegmentComposition.order(of: ["a"], definitions: lookup(["a": "x"]))
        } throws: { "\($0)".contains("'x'") && "\($0)".contains("'a'") }
    }

    @Test func `a question's segments are parts too`() throws {
        let definition = try SegmentDefinition(
            parsing: #"""
                {"from":{"question":{"kind":"funnel","dataset":"app","segments":["4",{"not":"5"},"all"],
                  "steps":[{"event":"a"},{"event":"b"}]},"element":"x"}}
                """#)
        #expect(SegmentComposition.parts(of: definition) == ["4", "5"])
    }
}
