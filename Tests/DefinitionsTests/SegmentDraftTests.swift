import Definitions
import Testing

@Suite struct SegmentDraftTests {
    @Test func `a draft holds the definition and what stands around it`() throws {
        let draft = try SegmentDraft(
            parsing: #"""
                {"name":"Dormant","description":"Nobody home","folder":"Marketing/Q4","tags":["a","b"],
                 "owner":"kim","expires":"2027-01-31","schedule":{"daily":"03:00"},"union":[12,"15"]}
                """#)
        #expect(draft.name == "Dormant" && draft.folder == "Marketing/Q4")
        #expect(draft.tags == ["a", "b"] && draft.owner == "kim")
        #expect(draft.schedule == ["daily": "03:00"])
        #expect(draft.definition == .composite(.union, of: ["12", "15"]))
        #expect(try SegmentDraft(parsing: draft.json.rendered()) == draft)
    }

    @Test func `the people of a chart's element are dynamic or frozen`() throws {
        let from = #"""
            "from":{"question":{"kind":"funnel","dataset":"app","steps":[{"event":"a"},{"event":"b"}]},"element":"x"}
            """#
        #expect(try SegmentDraft(parsing: #"{"name":"n",\#(from)}"#).kind == .dynamic)
        let frozen = try SegmentDraft(parsing: #"{"name":"n",\#(from),"kind":"frozen"}"#)
        #expect(frozen.kind == .frozen)
        #expect(try SegmentDraft(parsing: frozen.json.rendered()) == frozen)
    }

    @Test(arguments: [
        (#"{"union":["1"]}"#, ""), (#"{"name":" ","union":["1"]}"#, "/name"),
        (#"{"name":"n"}"#, ""), (#"{"name":"n","union":["1"],"expires":"soon"}"#, "/expires"),
        (#"{"name":"n","union":["1"],"expires":"2027-01-31T10:00:00"}"#, "/expires"),
        (#"{"name":"n","union":["1"],"kind":"frozen"}"#, "/kind"),
        (#"{"name":"n","unio":["1"]}"#, "/unio"),
        (#"{"name":"n","union":["1"],"tags":"a"}"#, "/tags"),
    ])
    func `a draft that cannot be saved is refused with its place`(
        text: String, pointer: String
    ) {
        #expect { try SegmentDraft(parsing: text) } throws: {
            ($0 as? DefinitionError)?.pointer == pointer
        }
    }
}
