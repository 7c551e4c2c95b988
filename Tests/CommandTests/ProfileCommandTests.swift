import Definitions
import Foundation
import TestSupport
import Testing

@Suite struct ProfileCommandTests {
    private static let question = """
        {"kind":"profile","dataset":"shop","range":{"from":"2026-01-01","to":"2026-02-01"},
         "of":{"question":{"kind":"funnel","dataset":"shop",
           "steps":[{"event":"방문"},{"event":"결제"}]},"element":"dropped-1"},
         "estimates":[{"name":"기기","kind":"most_frequent","property":"os"},
           {"name":"rfm","kind":"rfm","score":"frequency"},
           {"name":"방문 수","kind":"count","event":"방문"}],"period":"month"}
        """

    @Test func `a profile is shown as text and as CSV, with its people`() async throws {
        try await SmallShop.withImport { folder in
            let table = try CXMProcess.run("analyze", "-", in: folder, input: Self.question)
            #expect(
                Snapshot.difference(of: table.output, from: "profile.txt") == nil, "\(table.error)")
            let csv = try CXMProcess.run(
                "analyze", "-", "--format", "csv", in: folder, input: Self.question)
            #expect(Snapshot.difference(of: csv.output, from: "profile.csv") == nil)
            let people = try CXMProcess.run(
                "people", "-", "--element", "set@0/기기=android", in: folder, input: Self.question)
            #expect(people.output == "set@0/기기=android: 1 user:\nbob\n", "\(people.error)")
            let point = try CXMProcess.run(
                "people", "-", "--element", "point-1@0/기기=ios", in: folder, input: Self.question)
            #expect(point.output == "point-1@0/기기=ios: 1 user:\ncat\n", "\(point.error)")
            let sql = try CXMProcess.run(
                "analyze", "-", "--engine", "sql", in: folder, input: Self.question)
            #expect(
                sql.output == table.output.replacing("native engine", with: "sql engine"),
                "\(sql.error)")
        }
    }

    @Test func `a funnel is split by an estimate, natively and in SQL`() async throws {
        let question = """
            {"kind":"funnel","dataset":"shop","steps":[{"event":"방문"},{"event":"결제"}],
             "estimates":[{"name":"device","kind":"last","property":"os"}],
             "breakdown":{"attribute":"device"}}
            """
        try await SmallShop.withImport { folder in
            let csv = try CXMProcess.run(
                "analyze", "-", "--format", "csv", in: folder, input: question)
            #expect(csv.output.contains("android"), "\(csv.error)")
            let sql = try CXMProcess.run(
                "analyze", "-", "--format", "csv", "--engine", "sql", in: folder, input: question)
            #expect(sql.output == csv.output, "\(sql.error)")
            let people = try CXMProcess.run(
                "people", "-", "--element", "dropped-1@0=android", in: folder, input: question)
            #expect(people.output == "dropped-1@0=android: 1 user:\nbob\n", "\(people.error)")
        }
    }

    @Test func `an estimate filters users, natively and in SQL`() async throws {
        let question = """
            {"kind":"funnel","dataset":"shop","steps":[{"event":"방문"},{"event":"장바구니 담기"}],
             "where":[{"attribute":"days","operator":"at_least","value":2}],
             "estimates":[{"name":"days","kind":"days_active"}]}
            """
        try await SmallShop.withImport { folder in
            let people = try CXMProcess.run(
                "people", "-", "--element", "converted-1", in: folder, input: question)
            #expect(people.output == "converted-1: 1 user:\nann\n", "\(people.error)")
            for (kind, text) in [
                ("funnel", question),
                (
                    "profile",
                    Self.question.replacing(
                        #""estimates":["#,
                        with:
                            #""where":[{"attribute":"rfm","operator":"less","value":2}],"estimates":["#
                    )
                ),
            ] {
                let csv = try CXMProcess.run(
                    "analyze", "-", "--format", "csv", in: folder, input: text)
                #expect(csv.status == 0 && !csv.output.isEmpty, "\(kind): \(csv.error)")
                let sql = try CXMProcess.run(
                    "analyze", "-", "--format", "csv", "--engine", "sql", in: folder, input: text)
                #expect(sql.output == csv.output, "\(kind): \(sql.error)")
            }
        }
    }

    @Test func `what a profile lacks is said in a sentence`() async throws {
        try await SmallShop.withImport { folder in
            let empty = try CXMProcess.run(
                "analyze", "-", in: folder, input: #"{"kind":"profile","dataset":"shop"}"#)
            #expect(empty.status == 1)
            #expect(empty.error.contains("/attributes: There is no attribute to tell of"))
            let inner = try CXMProcess.run(
                "analyze", "-", in: folder, input: Self.question.replacing("\"결제\"", with: "\"결재\"")
            )
            #expect(inner.error.contains("/of/question/steps/1/event"), "\(inner.error)")
            let element = try CXMProcess.run(
                "people", "-", "--element", "sets", in: folder, input: Self.question)
            #expect(element.error.contains("the nearest is 'set'"), "\(element.error)")
        }
    }
}
