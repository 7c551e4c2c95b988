import Attributes
import Definitions
import EventStore
import Foundation
import Operations
import TestSupport
import Testing

/// Questions about users by their attributes, from files to the answer, on both engines.
@Suite(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
struct AttributeQuestionTests {
    static let events = """
        user,time,event,page
        ann,2026-01-01T09:00:00+09:00,open,/a
        ann,2026-01-02T09:00:00+09:00,pay,/b
        bob,2026-01-01T10:00:00+09:00,open,/a
        cat,2026-01-01T11:00:00+09:00,open,/a
        cat,2026-01-01T12:00:00+09:00,pay,/b
        dan,2026-01-01T13:00:00+09:00,open,/c

        """
    static let members = """
        id,grade,age,joined
        ann,vip,34,2025-12-01
        bob,gold,41,2025-12-02
        cat,vip,,2025-12-02
        eve,vip,20,2025-12-03

        """

    private func withHome(_ body: (ImportFixture) async throws -> Void) async throws {
        try await ImportFixture.with { fixture in
            _ = try fixture.write(Self.events, named: "e.csv")
            _ = try fixture.write(Self.members, named: "m.csv")
            try await fixture.run(
                ["e.csv"],
                mapping: ColumnMapping(
                    user: "user", time: "time", event: "event", roles: ["page": "page"],
                    properties: .all))
            try await fixture.runTable(["m.csv"], table: "members", user: "id")
            try await body(fixture)
        }
    }

    private func answer(
        _ text: String, _ fixture: ImportFixture, _ engine: EngineChoice = .native
    ) async throws -> Answer {
        try await AnalyzeQuestion(
            home: fixture.home, now: 0, threads: 2, warehouse: { fixture.warehouse })(
                Question(parsing: text), engine: engine)
    }

    /// The answer's `part`, equal on both engines.
    private func both(
        _ text: String, _ fixture: ImportFixture, _ part: String
    ) async throws -> JSONValue {
        let native = try await answer(text, fixture).json[part]
        let sql = try await answer(text, fixture, .sql).json[part]
        #expect(native == sql, "\(text)")
        return try #require(native)
    }

    private func filtering(_ filter: String) -> String { #""where":["# + filter + "]" }

    @Test func `every kind counts only users who pass the filters`() async throws {
        try await withHome { fixture in
            let filter = filtering(#"{"attribute":"grade","operator":"in","value":["vip"]}"#)
            let start = #"{"dataset":"test","timezone":"Asia/Seoul","# + filter + ","
            let questions = [
                (#""kind":"funnel","steps":[{"event":"open"},{"event":"pay"}]}"#, "series"),
                (
                    #""kind":"trend","period":"day","series":[{"event":"open","measure":"users"}]}"#,
                    "series"
                ),
                (
                    #""kind":"retention","start":{"event":"open"},"return":{"event":"pay"},"periods":3}"#,
                    "series"
                ),
                (
                    #""kind":"flow","by":"event","anchor":{"at":"start","value":"open"},"steps":3}"#,
                    "nodes"
                ),
                (#""kind":"pages","by":"page"}"#, "rows"),
            ]
            for (question, part) in questions {
                let value = try await both(start + question, fixture, part)
                let all = try await answer(
                    #"{"dataset":"test","timezone":"Asia/Seoul","# + question, fixture)
                #expect(all.json[part] != value, "\(question)")
            }
            let funnel = try await answer(start + questions[0].0, fixture).funnelSeries
            #expect(funnel[0].tally.users == [2, 2])
        }
    }

    @Test(arguments: [
        (#"{"attribute":"grade","operator":"is_not_set"}"#, 1),
        (#"{"attribute":"grade","operator":"not_equals","value":"vip"}"#, 1),
        (#"{"attribute":"grade","operator":"not_equals","value":"vip","or_null":true}"#, 2),
        (#"{"attribute":"age","operator":"at_least","value":34}"#, 2),
        (#"{"attribute":"members.age","operator":"is_not_set"}"#, 2),
        (#"{"attribute":"joined","operator":"at_least","value":"2025-12-02"}"#, 2),
        (#"{"attribute":"joined","operator":"less","value":"2025-12-02"}"#, 1),
        (
            #"{"any_of":[{"attribute":"age","operator":"less","value":35},{"attribute":"grade","operator":"equals","value":"gold"}]}"#,
            2
        ),
        (
            #"{"attribute":"grade","operator":"equals","value":"vip"},{"property":"page","operator":"equals","value":"/b"}"#,
            0
        ),
    ])
    func `filters on attributes follow the rules of filters`(
        filter: String, users: Int
    ) async throws {
        try await withHome { fixture in
            let question =
                #"{"kind":"funnel","dataset":"test","steps":[{"event":"open"},{"event":"pay"}],"#
                + filtering(filter) + "}"
            _ = try await both(question, fixture, "series")
            let series = try await answer(question, fixture).funnelSeries
            #expect(series[0].tally.users[0] == users)
            let people = try await FindPeople(home: fixture.home, now: 0, threads: 2)
                .ids(Question(parsing: question), element: "converted-1")
            #expect(people.total == users)
        }
    }

    @Test(arguments: ["grade", "age", "joined"])
    func `results are split by an attribute`(name: String) async throws {
        try await withHome { fixture in
            let split = #""breakdown":{"attribute":""# + name + #"","limit":1}}"#
            let questions = [
                #"{"kind":"funnel","dataset":"test","steps":[{"event":"open"},{"event":"pay"}],"#,
                #"{"kind":"trend","dataset":"test","period":"day","series":[{"event":"open","measure":"users"}],"#,
            ]
            for question in questions { _ = try await both(question + split, fixture, "series") }
            let series = try await answer(questions[0] + split, fixture).funnelSeries
            let values = series.map(\.breakdown)
            let most: [String: String] = [
                "grade": "vip", "age": "34", "joined": "2025-12-02T00:00:00.000+09:00",
            ]
            #expect(values == [nil, .value(most[name] ?? ""), .other, BreakdownValue.none])
            #expect(series[0].tally.users[0] == 4)
            #expect(series.dropFirst().map { $0.tally.users[0] }.reduce(0, +) == 4)
        }
    }

    @Test func `attributes of two tables can stand in one question`() async throws {
        try await withHome { fixture in
            _ = try fixture.write("who,grade,region\nann,x,seoul\nbob,x,busan\n", named: "r.csv")
            try await fixture.runTable(["r.csv"], table: "places", user: "who")
            let question =
                #"{"kind":"funnel","dataset":"test","steps":[{"event":"open"},{"event":"pay"}],"#
                + filtering(#"{"attribute":"members.grade","operator":"is_set"}"#)
                + #","breakdown":{"attribute":"region"}}"#
            _ = try await both(question, fixture, "series")
            let series = try await answer(question, fixture).funnelSeries
            #expect(series.map { $0.tally.users[0] } == [3, 1, 1, 1])
            let plain = question.replacing("members.grade", with: "grade")
            await #expect(throws: DefinitionError.self) { try await answer(plain, fixture) }
        }
    }

    @Test func `an unknown attribute is named with the nearest one`() async throws {
        try await withHome { fixture in
            let question =
                #"{"kind":"funnel","dataset":"test","steps":[{"event":"open"},{"event":"pay"}],"#
            let filter = filtering(
                #"{"property":"page","operator":"is_set"},{"attribute":"grad","operator":"is_set"}"#
            )
            do {
                _ = try await answer(question + filter + "}", fixture)
                Issue.record("an unknown attribute was taken")
            } catch let error as DefinitionError {
                #expect(error.pointer == "/where/1/attribute")
                #expect(error.detail.contains("the nearest is 'grade'"))
            }
        }
    }

    @Test func `a timeline shows the user's attributes`() async throws {
        try await withHome { fixture in
            let start = #"{"kind":"timeline","dataset":"test","user":"ann""#
            let json = try await answer(start + "}", fixture).json
            #expect(
                json["attributes"] == [
                    "grade": "vip", "age": 34, "joined": "2025-12-01T00:00:00.000+09:00",
                ])
            let other = try await answer(
                start + ","
                    + filtering(#"{"attribute":"grade","operator":"equals","value":"gold"}"#)
                    + "}", fixture)
            #expect(other.json["total"] == 0)
        }
    }

    @Test func `SQL refuses a table whose file has changed`() async throws {
        try await withHome { fixture in
            _ = try fixture.write(Self.members + "dan,vip,1,2025-12-03\n", named: "m.csv")
            let question =
                #"{"kind":"funnel","dataset":"test","steps":[{"event":"open"},{"event":"pay"}],"#
                + filtering(#"{"attribute":"grade","operator":"is_set"}"#) + "}"
            await #expect(throws: OperationError.self) { try await answer(question, fixture, .sql) }
            #expect(try await answer(question, fixture).funnelSeries[0].tally.users[0] == 3)
        }
    }

    @Test func `a kept answer is not given after the table has changed`() async throws {
        try await withHome { fixture in
            let analyze = AnalyzeQuestion(
                home: fixture.home, now: 0, threads: 2, cache: AnswerCache())
            let question = try Question(
                parsing:
                    #"{"kind":"funnel","dataset":"test","steps":[{"event":"open"},{"event":"pay"}],"#
                    + filtering(#"{"attribute":"grade","operator":"equals","value":"vip"}"#) + "}")
            #expect(try await analyze(question).funnelSeries[0].tally.users[0] == 2)
            _ = try fixture.write("id,grade\ndan,vip\n", named: "n.csv")
            try await fixture.runTable(["n.csv"], table: "members", user: "id")
            #expect(try await analyze(question).funnelSeries[0].tally.users == [1, 0])
        }
    }
}
