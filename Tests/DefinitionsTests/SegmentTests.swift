import Definitions
import TestSupport
import Testing

@Suite struct SegmentTests {
    static let catalogue = SegmentExamples.catalogue

    /// What refuses a definition, when it is read or when it is checked.
    func refusal(_ text: String) -> DefinitionError? {
        do {
            try SegmentDefinition(parsing: text).validate(against: Self.catalogue)
            return nil
        } catch {
            return error
        }
    }

    /// What refuses one group.
    func refusal(group: String) -> DefinitionError? {
        refusal(#"{"containers":[{"groups":[\#(group)]}]}"#)
    }

    @Test(arguments: SegmentExamples.definitions)
    func `a definition is read, checked, and written as it was`(text: String) throws {
        let definition = try SegmentDefinition(parsing: text)
        try definition.validate(against: Self.catalogue)
        #expect(try SegmentDefinition(parsing: definition.json.rendered()) == definition)
    }

    @Test(arguments: [
        (#"{"contaners":[]}"#, "/contaners", "'containers'"),
        ("{}", "", "'containers'"),
        (#"{"containers":[]}"#, "/containers", "at least one"),
        (#"{"union":[]}"#, "/union", "at least one"),
        (#"{"union":["1"],"sql":{"connection":"a","text":"b"}}"#, "/union", "'sql'"),
        (#"{"sql":{"connection":"a","query":"b"}}"#, "/sql/query", "known are"),
        (
            #"{"containers":[{"subtract":true,"groups":[{"dataset":"members"}]}]}"#,
            "/containers/0/subtract", "subtract"
        ),
        (
            #"{"containers":[{"groups":[{"dataset":"members","exclude":true}]}]}"#,
            "/containers/0/groups", "excluded"
        ),
        (#"{"containers":[{"groups":[]}]}"#, "/containers/0/groups", "at least one group"),
        (
            #"{"from":{"question":{"kind":"funnel","dataset":"a","steps":[{"event":"a"},{"evnt":"b"}]},"element":"x"}}"#,
            "/from/question/steps/1/evnt", "'event'"
        ),
    ])
    func `what is no definition is refused with its place`(
        text: String, pointer: String, words: String
    ) throws {
        let error = try #require(refusal(text))
        #expect(error.pointer == pointer)
        #expect(error.detail.contains(words), "\(error)")
    }

    @Test(arguments: [
        (#"{"dataset":"member"}"#, "/dataset", "'members'"),
        (#"{"dataset":"loans"}"#, "/dataset", "'account', 'branch'"),
        (
            #"{"dataset":"members","filters":[{"field":"gendr","operator":"is_set"}]}"#,
            "/filters/0/field", "'gender'"
        ),
        (
            #"{"dataset":"members","filters":[{"property":"gender","operator":"is_set"}]}"#,
            "/filters/0/property", "'field'"
        ),
        (
            #"{"dataset":"members","filters":[{"any_of":[{"field":"age","operator":"contains","value":"1"}]}]}"#,
            "/filters/0/any_of/0/operator", "integer"
        ),
        (
            #"{"dataset":"members","filters":[{"field":"age","operator":"equals","value":"x"}]}"#,
            "/filters/0/value", "integer"
        ),
        (
            #"{"dataset":"members","filters":[{"field":"grade","operator":"contains","value":"x"}]}"#,
            "/filters/0/operator", "equals, in, is_set"
        ),
        (
            #"{"dataset":"members","filters":[{"field":"age","operator":"between","value":[39,30]}]}"#,
            "/filters/0/value", "lower value first"
        ),
        (
            #"{"dataset":"members","range":{"last":7,"unit":"day"}}"#, "/range", "no time column"
        ),
        (
            #"{"dataset":"app_log","range":{"from":"2026-02-01","to":"2026-01-01"}}"#, "/range",
            "holds no time"
        ),
        (
            #"{"dataset":"payments","having":[{"measure":"sum","operator":"less","value":1}]}"#,
            "/having/0", "'field'"
        ),
        (
            #"{"dataset":"payments","having":[{"measure":"sum","field":"method","operator":"less","value":1}]}"#,
            "/having/0/measure", "needs a number"
        ),
        (
            #"{"dataset":"payments","having":[{"measure":"count","field":"amount","operator":"less","value":1}]}"#,
            "/having/0/field", "count_distinct"
        ),
        (
            #"{"dataset":"payments","having":[{"measure":"count","operator":"in","value":1}]}"#,
            "/having/0/operator", "at_least"
        ),
        (
            #"{"dataset":"payments","having":[{"measure":"count","operator":"less","value":"1"}]}"#,
            "/having/0/value", "a number"
        ),
        (
            #"{"dataset":"payments","having":[{"measure":"count","operator":"between","value":[5,1]}]}"#,
            "/having/0/value", "lower value first"
        ),
        (#"{"dataset":"loans","join":{"key":"acount"}}"#, "/join/key", "'account'"),
        (
            #"{"dataset":"loans","join":{"key":"account"}}"#, "/join",
            "'accounts', 'payments'"
        ),
        (#"{"dataset":"loans","join":{"key":"branch"}}"#, "/join", "No table"),
        (
            #"{"dataset":"loans","join":{"key":"account","through":"members"}}"#, "/join/through",
            "no key 'account'"
        ),
        (
            #"{"dataset":"loans","join":{"key":"account","through":"loans"}}"#, "/join/through",
            "no user key"
        ),
        (
            #"{"dataset":"loans","join":{"key":"account","through":"acounts"}}"#, "/join/through",
            "'accounts'"
        ),
    ])
    func `what the catalogue does not have is refused with its place`(
        group: String, pointer: String, words: String
    ) throws {
        let error = try #require(refusal(group: group))
        #expect(error.pointer == "/containers/0/groups/0" + pointer)
        #expect(error.detail.contains(words), "\(error)")
    }

    @Test func `groups that meet on one key reach users through one table`() throws {
        let error = try #require(
            refusal(
                group: #"""
                    {"dataset":"loans","join":{"key":"account","through":"accounts"}},
                    {"dataset":"payments","join":{"key":"account","through":"payments"}}
                    """#))
        #expect(error.pointer == "/containers/0/groups/1/join/through")
    }

    @Test(arguments: [
        (#"{"dataset":"loans","join":{"key":"account","through":"accounts"}}"#, "accounts"),
        (#"{"dataset":"payments","join":{"key":"account"}}"#, "payments"),
        (
            #"{"dataset":"loans","join":{"key":"account"}},{"dataset":"payments","join":{"key":"account"}}"#,
            "payments"
        ),
        (
            #"{"dataset":"payments","join":{"key":"account"}},{"dataset":"loans","join":{"key":"account","through":"accounts"}}"#,
            "accounts"
        ),
    ])
    func `the mapping table is the named one, else the group's own`(
        groups: String, table: String
    ) throws {
        let definition = try SegmentDefinition(
            parsing: #"{"containers":[{"groups":[\#(groups)]}]}"#)
        let containers = try definition.resolved(in: Self.catalogue)
        #expect(containers[0].joins.map(\.mapping.name) == [table])
        #expect(containers[0].userGroups.isEmpty)
    }

    @Test func `the only table with both keys maps without being named`() throws {
        var catalogue = Self.catalogue
        catalogue.tables.removeAll { $0.name == "payments" }
        let definition = try SegmentDefinition(
            parsing: #"{"containers":[{"groups":[{"dataset":"loans","join":{"key":"account"}}]}]}"#)
        let join = try definition.resolved(in: catalogue)[0].joins[0]
        #expect(
            (join.mapping.name, join.keyColumn, join.userColumn) == (
                "accounts", "account_id", "owner"
            ))
        #expect(join.included.map(\.keyColumn) == ["account"])
    }

    @Test func `a definition that is too large is refused`() throws {
        let many = Array(repeating: #"{"dataset":"members"}"#, count: 51).joined(separator: ",")
        #expect(refusal(group: many)?.pointer == "/containers/0/groups")
        let containers = Array(
            repeating: #"{"groups":[{"dataset":"members"}]}"#, count: 51
        ).joined(separator: ",")
        #expect(refusal(#"{"containers":[\#(containers)]}"#)?.pointer == "/containers")
        let filters = Array(repeating: #"{"field":"age","operator":"is_set"}"#, count: 101)
            .joined(separator: ",")
        #expect(
            refusal(group: #"{"dataset":"members","filters":[{"any_of":[\#(filters)]}]}"#)?.pointer
                == "/containers/0/groups/0/filters")
    }

    @Test(arguments: [
        ("count", "equals", "0", true), ("count", "less", "3", true),
        ("count", "at_most", "0", true), ("count", "between", "[0,2]", true),
        ("count", "not_equals", "2", true), ("count", "not_equals", "0", false),
        ("count", "at_least", "1", false), ("count", "at_least", "0", true),
        ("sum", "less", "3", false), ("count_distinct", "equals", "0", true),
    ])
    func `zero rows satisfy counts only`(
        measure: String, operation: String, value: String, expected: Bool
    ) throws {
        let field = measure == "count" ? "" : #""field":"amount","#
        let group = try SegmentGroup(
            JSONReader(
                JSONValue(
                    parsing: #"""
                        {"dataset":"payments","having":[{"measure":"\#(measure)",\#(field)"operator":"\#(operation)","value":\#(value)}]}
                        """#)))
        #expect(group.acceptsNoRows == expected)
    }
}
