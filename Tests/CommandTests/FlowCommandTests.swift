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

    @Test func `the SQL engine says that it does not answer flows`() async throws {
        try await SmallShop.withImport { folder in
            let done = try CXMProcess.run(
                "analyze", "-", "--engine", "sql", in: folder, input: Self.question)
            #expect(done.status == 1)
            #expect(done.error.contains("does not answer flows yet"))
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
