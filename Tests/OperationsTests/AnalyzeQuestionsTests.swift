import Definitions
import Foundation
import Operations
import TestSupport
import Testing

/// A dashboard's answers are those that its questions get alone.
@Suite(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
struct AnalyzeQuestionsTests {
    private static let csv = """
        user,time,event,page,amount
        ann,2026-01-01T09:00:00Z,visit,/a,
        ann,2026-01-01T09:01:00Z,visit,/b,
        ann,2026-01-02T09:00:00Z,pay,,5
        bob,2026-01-01T10:00:00Z,visit,/b,
        bob,2026-01-05T10:00:00Z,visit,/a,
        cid,2026-01-03T10:00:00Z,visit,/c,
        cid,2026-01-03T10:05:00Z,pay,,7

        """
    private static let questions = [
        #"{"kind":"funnel","dataset":"test","steps":[{"event":"visit"},{"event":"pay"}],"breakdown":{"property":"page","limit":1}}"#,
        #"{"kind":"retention","dataset":"test","start":{"event":"visit"},"breakdown":{"property":"page"}}"#,
        #"{"kind":"retention","dataset":"test","view":"lifecycle","return":{"event":"visit"}}"#,
        #"{"kind":"trend","dataset":"test","series":[{"event":"pay","measure":"sum","property":"amount"}],"breakdown":{"property":"page"}}"#,
        #"{"kind":"flow","dataset":"test","by":"page","anchor":{"at":"start","value":"/a"}}"#,
        #"{"kind":"pages","dataset":"test","limit":1}"#,
        #"{"kind":"timeline","dataset":"test","user":"ann"}"#,
        #"{"kind":"funnel","dataset":"test","steps":[{"event":"visit"},{"event":"visit"}]}"#,
    ]

    private func withImport(_ body: (ImportFixture) async throws -> Void) async throws {
        try await ImportFixture.with { fixture in
            _ = try fixture.write(Self.csv, named: "a.csv")
            try await fixture.run(
                ["a.csv"],
                mapping: ColumnMapping(
                    user: "user", time: "time", event: "event", roles: ["page": "page"],
                    properties: .all))
            try await body(fixture)
        }
    }

    /// Without what differs from run to run.
    private func lasting(_ answer: Answer) -> [JSONValue] {
        ["kind", "resolved", "series", "events", "nodes", "links", "rows"].map {
            answer.json[$0] ?? .null
        }
    }

    @Test(arguments: [1, 2, 5])
    func `questions asked together get the answers that they get alone`(
        threads: Int
    ) async throws {
        try await withImport { fixture in
            let questions = try Self.questions.map { try Question(parsing: $0) }
            let together = try await AnalyzeQuestions(
                home: fixture.home, now: 0, threads: threads)(questions)
            #expect(together.count == questions.count)
            for (question, answer) in zip(questions, together) {
                let alone = try await AnalyzeQuestion(
                    home: fixture.home, now: 0, threads: 2)(question)
                #expect(lasting(answer) == lasting(alone), "\(question.json.rendered())")
            }
        }
    }

    @Test func `answers that are kept are not worked out again`() async throws {
        try await withImport { fixture in
            let questions = try Self.questions.map { try Question(parsing: $0) }
            let cache = AnswerCache()
            let analyze = AnalyzeQuestions(
                home: fixture.home, now: 0, threads: 2, cache: cache)
            let first = try await analyze(Array(questions.prefix(3)))
            #expect(first.allSatisfy { $0.json["cached"] == nil })
            let second = try await analyze(questions)
            let kept = second.map { $0.json["cached"] == .boolean(true) }
            #expect(kept == [true, true, true] + Array(repeating: false, count: 5))
            #expect(first.map(lasting) == second.prefix(3).map(lasting))
            let alone = try await AnalyzeQuestion(
                home: fixture.home, now: 0, threads: 2, cache: cache)(questions[7])
            #expect(alone.json["cached"] == .boolean(true))
        }
    }

    @Test(arguments: [
        (#""kind":"funnel","steps":[{"event":"pay"},{"event":"pay"}]"#, "converted-1@0"),
        (#""kind":"retention","start":{"event":"pay"}"#, "cohort=2026-01-01"),
        (#""kind":"trend","series":[{"event":"pay","measure":"users"}]"#, "total@0"),
    ])
    func `a breakdown by a property of times shows the same in both engines`(
        fields: String, element: String
    ) async throws {
        try await ImportFixture.with { fixture in
            _ = try fixture.write(
                """
                user,time,event,due
                ann,2026-01-01T09:00:00Z,pay,2026-02-01T00:00:00Z
                bob,2026-01-01T10:00:00Z,pay,2026-02-01T09:30:00+09:00
                cid,2026-01-02T10:00:00Z,pay,

                """, named: "a.csv")
            try await fixture.run(["a.csv"], types: ["due": .time])
            let question = try Question(
                parsing: #"{"dataset":"test","# + fields + #","breakdown":{"property":"due"}}"#)
            let warehouse = fixture.warehouse
            let analyze = AnalyzeQuestion(
                home: fixture.home, now: 0, threads: 2, warehouse: { warehouse })
            let native = try await analyze(question)
            let sql = try await analyze(question, engine: .sql)
            #expect(lasting(native) == lasting(sql))
            let row = "2026-02-01T09:30:00.000+09:00"
            #expect(native.json.rendered().contains(row))
            let people = try await FindPeople(home: fixture.home, now: 0, threads: 2).ids(
                question, element: element + "=" + row)
            #expect(people.ids == ["bob"])
        }
    }

    @Test func `an error points into the list`() async throws {
        try await withImport { fixture in
            let bad = try Question(
                parsing:
                    #"{"kind":"funnel","dataset":"test","steps":[{"event":"visit"},{"event":"buy"}]}"#
            )
            let good = try Question(parsing: Self.questions[0])
            let error = await #expect(throws: DefinitionError.self) {
                try await AnalyzeQuestions(home: fixture.home, now: 0, threads: 2)([good, bad])
            }
            #expect(error?.pointer == "/1/steps/1/event")
        }
    }

    @Test func `a question that needs too much memory says so and ends the list`() async throws {
        try await withImport { fixture in
            let questions = try Self.questions.map { try Question(parsing: $0) }
            let analyze = AnalyzeQuestions(
                home: fixture.home, now: 0, threads: 2, memoryLimit: 16)
            let error = await #expect(throws: (any Error).self) { try await analyze(questions) }
            #expect("\(error.map { "\($0)" } ?? "")".contains("and the limit is 16 bytes"))
        }
    }
}
