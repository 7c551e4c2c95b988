import Foundation
import TestSupport
import Testing

@Suite struct FlowCommandTests {
    private static let question = """
        {"kind":"flow","dataset":"shop","range":{"from":"2026-01-01","to":"2026-02-01"},
         "by":"event","anchor":{"at":"start","value":"방문"},"steps":3}
        """

    private func expect(_ text: String, is snapshot: String) {
        let difference = Snapshot.difference(of: text, from: snapshot)
        #expect(difference == nil, "\(difference ?? "")")
    }

    @Test func `a flow is shown as a tree, as JSON and as CSV`() async throws {
        try await SmallShop.withImport { folder in
            for (format, snapshot) in [
                ("table", "flow.txt"), ("json", "flow.json"), ("csv", "flow.csv"),
            ] {
                let done = try CXMProcess.run(
                    "analyze", "-", "--format", format, in: folder, input: Self.question)
                #expect(done.status == 0, "\(done.error)")
                expect(Self.withoutTime(done.output), is: snapshot)
            }
        }
    }

    /// The time that answering took differs from run to run.
    private static func withoutTime(_ text: String) -> String {
        text.replacing(#/native engine, .*/#, with: "native engine")
            .replacing(#/"elapsed_ms": \d+/#, with: #""elapsed_ms": 0"#)
    }

    @Test func `people of a flow are listed by element`() async throws {
        try await SmallShop.withImport { folder in
            let people = try CXMProcess.run(
                "people", "-", "--element", "went-0=방문=장바구니 담기", in: folder,
                input: Self.question)
            #expect(people.output == "went-0=방문=장바구니 담기: 2 users:\nann\nbob\n")
            let exited = try CXMProcess.run(
                "people", "-", "--element", "exited-0=방문", "--format", "csv", in: folder,
                input: Self.question)
            #expect(exited.output == "user\ncat\n")
        }
    }

    @Test func `the SQL engine shows the same tree`() async throws {
        try await SmallShop.withImport { folder in
            let words = ["analyze", "-", "--engine"]
            let native = try CXMProcess.run(
                words[0], words[1], words[2], "native", in: folder, input: Self.question)
            let sql = try CXMProcess.run(
                words[0], words[1], words[2], "sql", in: folder, input: Self.question)
            #expect(sql.status == 0, "\(sql.error)")
            #expect(
                sql.output.replacing(#/sql engine.*/#, with: "")
                    == native.output.replacing(#/native engine.*/#, with: ""))
        }
    }

    @Test func `by page asks for a dataset with pages`() async throws {
        try await SmallShop.withImport { folder in
            let done = try CXMProcess.run(
                "analyze", "-", in: folder, input: #"{"kind":"flow","dataset":"shop","by":"page"}"#)
            #expect(done.status == 1)
            #expect(done.error.contains("has no pages"))
        }
    }
}
