import Definitions
import Foundation
import TestSupport
import Testing

/// `cxm metric`, `cxm settings` and `cxm catalogue prepare`, over a folder of files.
@Suite struct MetricCommandTests {
    private struct Lake {
        let folder: URL

        func cxm(_ words: String..., input: String = "") throws -> CXMProcess.Result {
            try CXMProcess.run(words, in: folder, input: input, settings: ["CXM_USER": "mina"])
        }

        /// What a command writes; it must succeed.
        func output(_ words: String..., input: String = "") throws -> String {
            let result = try CXMProcess.run(
                words, in: folder, input: input, settings: ["CXM_USER": "mina"])
            #expect(result.status == 0, "\(words): \(result.error)")
            return result.output
        }
    }

    private func with(_ body: (Lake) throws -> Void) async throws {
        try await Fixture.withFolder { folder in
            let lake = Lake(folder: folder)
            try FileManager.default.createDirectory(
                at: folder.appending(path: "lake"), withIntermediateDirectories: true)
            try Data("id,at,amount\nann,2026-01-01 10:00:00,5\nbob,2026-01-02 10:00:00,7\n".utf8)
                .write(to: folder.appending(path: "lake/payments.csv"))
            _ = try lake.output("catalogue", "connect", "lake", folder.path + "/lake")
            _ = try lake.output(
                "catalogue", "register", "payments", "--connection", "lake", "--user", "id",
                "--time", "at")
            try body(lake)
        }
    }

    private static let paid =
        #"{"name":"paid","measure":"average_per_user","dataset":"payments","field":"amount","unit":"KRW"}"#

    @Test func `metrics are saved, listed, shown and removed`() async throws {
        try await with { lake in
            #expect(try lake.output("metric", "list").contains("No metrics."))
            let saved = try lake.output("metric", "save", "-", input: Self.paid)
            #expect(saved.contains("The sum of amount in payments per user, in KRW"), "\(saved)")
            let korean = try lake.output("metric", "list", "--language", "ko")
            #expect(korean.contains("사용자 1인당"), "\(korean)")
            let shown = try JSONValue(
                parsing: lake.output("metric", "show", "paid", "--format", "json"))
            #expect(shown["owner"] == "mina" && shown["revision"] == 1)
            #expect(shown["definition"]?["field"] == "amount")
            let bad = try lake.cxm(
                "metric", "save", "-", input: Self.paid.replacing("amount", with: "amuont"))
            #expect(bad.status == 1 && bad.error.contains("'amount'"), "\(bad.error)")
            #expect(try lake.output("metric", "remove", "1").contains("paid"))
            #expect(try lake.cxm("metric", "show", "paid").status == 1)
        }
    }

    @Test func `tables are prepared once`() async throws {
        try await with { lake in
            let first = try lake.output("catalogue", "prepare")
            #expect(first.contains("payments") && first.contains("prepared"), "\(first)")
            let again = try JSONValue(
                parsing: lake.output("catalogue", "prepare", "payments", "--format", "json"))
            #expect(again[0]?["new"] == .boolean(false) && again[0]?["rows"] == 2)
        }
    }

    @Test func `settings are listed, changed and taken back`() async throws {
        try await Fixture.withFolder { folder in
            let lake = Lake(folder: folder)
            let list = try lake.output("settings", "list")
            #expect(list.contains("every snapshot of the last 400 days"), "\(list)")
            let set = try lake.output(
                "settings", "set", "retention", #"{"all_days":30}"#, "--language", "ko")
            #expect(set.contains("최근 30일"), "\(set)")
            let json = try JSONValue(
                parsing: lake.output("settings", "list", "--format", "json"))
            #expect(json[0]?["value"]?["all_days"] == 30 && json[0]?["chosen"] == .boolean(true))
            #expect(try lake.output("settings", "reset", "retention").contains("400 days"))
            let bad = try lake.cxm("settings", "set", "ended_jobs_days", "0")
            #expect(bad.status == 1 && !bad.error.isEmpty)
        }
    }
}
