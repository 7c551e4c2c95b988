import Definitions
import Testing

@Suite struct UserFilterTests {
    private static let start =
        #"{"kind":"funnel","dataset":"app","steps":[{"event":"a"},{"event":"b"}],"#

    private func funnel(_ filters: String) throws(DefinitionError) -> Funnel {
        guard
            case .funnel(let funnel) = try Question(
                parsing: Self.start + #""where":["# + filters + "]}")
        else { preconditionFailure("a funnel") }
        return funnel
    }

    private func error(_ filters: String) -> DefinitionError? {
        do throws(DefinitionError) {
            try funnel(filters).check(against: Self.schema)
            return nil
        } catch {
            return error
        }
    }

    private static let schema = DatasetSchema(
        name: "app", events: ["a", "b"], properties: [.init("os", .text), .init("n", .integer)]
    ).with(attributes: [.init("grade", .text), .init("age", .integer), .init("joined", .time)])

    private static let os = #"{"property":"os","operator":"equals","value":"ios"}"#
    private static let grade = #"{"attribute":"grade","operator":"in","value":["vip"]}"#

    @Test func `filters on attributes are a list of their own`() throws {
        let funnel = try funnel(Self.grade + "," + Self.os)
        #expect(
            funnel.scope.userFilters == [
                .comparison(
                    Comparison(property: "grade", operator: .isIn, values: [.text("vip")]))
            ])
        #expect(funnel.filters.flatMap(\.properties) == ["os"])
        try funnel.check(against: Self.schema)
    }

    @Test(arguments: [
        [os], [grade], [os, grade], [grade, os], [grade, os, grade, os, os],
        [#"{"any_of":["# + grade + "," + grade + "]}", os],
    ])
    func `where keeps its order when it is written`(filters: [String]) throws {
        let text = filters.joined(separator: ",")
        let funnel = try funnel(text)
        #expect(funnel.json["where"] == (try JSONValue(parsing: "[" + text + "]")))
        #expect(try Question(parsing: funnel.json.rendered()) == .funnel(funnel))
    }

    @Test func `a question made in code is the one that its JSON says`() throws {
        var funnel = try funnel(Self.os)
        funnel.scope.userFilters = [
            .comparison(Comparison(property: "age", operator: .isSet, values: []))
        ]
        #expect(try Question(parsing: funnel.json.rendered()) == .funnel(funnel))
    }

    @Test func `an unknown attribute is named at its place`() {
        let error = error(
            Self.grade + "," + Self.os + "," + #"{"attribute":"ag","operator":"is_set"}"#)
        #expect(error?.pointer == "/where/2/attribute")
        #expect(error?.detail == "There is no user attribute 'ag'; the nearest is 'age'.")
        let inside = self.error(
            #"{"any_of":[{"attribute":"grade","operator":"is_set"},{"attribute":"os","operator":"is_set"}]}"#
        )
        #expect(inside?.pointer == "/where/0/any_of/1/attribute")
    }

    @Test func `operators and values must fit the attribute`() {
        #expect(
            error(#"{"attribute":"age","operator":"contains","value":"1"}"#)?.pointer
                == "/where/0/operator")
        #expect(
            error(#"{"attribute":"age","operator":"at_least","value":"x"}"#)?.code == .wrongType)
        #expect(error(#"{"attribute":"joined","operator":"less","value":"2026-01-01"}"#) == nil)
    }

    @Test(arguments: [
        (#"{"any_of":["# + grade + "," + os + "]}", "/where/0/any_of/1/property"),
        (#"{"any_of":["# + os + "," + grade + "]}", "/where/0/any_of/1/attribute"),
        (
            #"{"any_of":["# + os + #",{"any_of":["# + grade + "]}]}",
            "/where/0/any_of/1/any_of/0/attribute"
        ),
        (#"{"property":"os","attribute":"grade","operator":"is_set"}"#, "/where/0/property"),
    ])
    func `one filter is not about events and users at once`(filter: String, place: String) {
        let error = error(filter)
        #expect(error?.code == .contradiction)
        #expect(error?.pointer == place)
        #expect(error?.detail.contains("not both") == true)
    }

    @Test func `a step filters events, not users`() throws {
        do throws(DefinitionError) {
            _ = try Question(
                parsing:
                    #"{"kind":"funnel","dataset":"d","steps":[{"event":"a"},{"event":"b","where":["#
                    + Self.grade + "]}]}")
            Issue.record("an attribute in a step was taken")
        } catch {
            #expect(error.pointer == "/steps/1/where/0/attribute")
            #expect(error.detail.contains("question's own 'where'"))
        }
    }

    @Test(arguments: [
        start,
        #"{"kind":"flow","dataset":"app","by":"event",""# + #"anchor":{"at":"start","value":"a"},"#,
        #"{"kind":"trend","dataset":"app","period":"day","series":[{"event":"a","measure":"users"}],"#,
        #"{"kind":"pages","dataset":"app","by":"page","#,
        #"{"kind":"retention","dataset":"app","start":{"event":"a"},"return":{"event":"b"},"#,
    ])
    func `every kind says which users count`(start: String) throws {
        let question = try Question(
            parsing: start + #""where":["# + Self.os + "," + Self.grade + "]}")
        #expect(
            question.described(in: .english).contains(
                "Only events count for which os is “ios”. Only users count for whom grade is “vip”."
            ))
        #expect(
            question.described(in: .korean).contains("grade 값이 ‘vip’인 사용자만 셉니다."),
            "\(question.described(in: .korean))")
        let other = try Question(parsing: start + #""where":["# + Self.grade + "]}")
        #expect(
            !other.described(in: .english).contains("Only events count for which"))
    }
}
