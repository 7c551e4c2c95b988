import Definitions
import Foundation
import TestSupport
import Testing

/// `cxm segment export` as a stream, `cxm destination …` and `cxm delivery …`, over a log of orders.
@Suite struct DeliveryCommandTests {
    private static let lately =
        #"{"name":"lately","containers":[{"groups":[{"dataset":"shop","range":{"last":2,"unit":"day"}}]}]}"#

    private struct Shop {
        let folder: URL

        func output(_ words: String..., input: String = "") throws -> String {
            let result = try CXMProcess.run(
                words, in: folder, input: input, settings: ["CXM_USER": "mina"])
            #expect(result.status == 0, "\(words): \(result.error)")
            return result.output
        }

        func json(_ words: String..., input: String = "") throws -> JSONValue {
            let result = try CXMProcess.run(
                words + ["--format", "json"], in: folder, input: input,
                settings: ["CXM_USER": "mina"])
            #expect(result.status == 0, "\(words): \(result.error)")
            return try JSONValue(parsing: result.output)
        }

        func failure(_ words: String..., input: String = "") throws -> String {
            let result = try CXMProcess.run(words, in: folder, input: input)
            #expect(result.status == 1, "\(words): \(result.output)")
            return result.error
        }
    }

    /// A segment of ann, bob and cat, published.
    private func with(_ body: (Shop) throws -> Void) async throws {
        try await SmallShop.withImport { folder in
            let shop = Shop(folder: folder)
            _ = try shop.output("segment", "save", "-", input: Self.lately)
            _ = try shop.output("segment", "run", "1", "--date", "2026-01-02", "--publish")
            try body(shop)
        }
    }

    @Test func `exports come as files, go on, and leave out who is suppressed`() async throws {
        try await with { shop in
            let lines = try shop.output(
                "segment", "export", "lately", "--format", "ndjson", "--trailer"
            )
            .split(separator: "\n")
            #expect(lines.count == 4 && lines[3].hasPrefix(#"{"trailer":{"rows":3"#))
            _ = try shop.output(
                "segment", "export", "1", "--format", "csv", "--after", "1.ann", "--output",
                "rest.csv")
            let rest = try String(
                contentsOf: shop.folder.appending(path: "rest.csv"), encoding: .utf8)
            #expect(rest == "user\nbob\ncat\n")
            _ = try shop.output(
                "segment", "export", "1", "--format", "parquet", "--output", "all.parquet")
            let bytes = try Data(contentsOf: shop.folder.appending(path: "all.parquet"))
            #expect(bytes.prefix(4) == Data("PAR1".utf8) && bytes.suffix(4) == bytes.prefix(4))
            let settings = try shop.output(
                "segment", "export-settings", "-", input: #"{"suppression":["1"]}"#)
            #expect(settings.contains("\"1\""))
            #expect(try shop.output("segment", "export", "1").contains("No users."))
            #expect(try shop.failure("segment", "export", "1", "--after", "x").contains("17.m"))
            #expect(
                try shop.failure(
                    "segment", "export-settings", "-", input: #"{"suppresion":[]}"#
                ).contains("'suppression'"))
        }
    }

    @Test func `an export replaces a file in one step, and never a folder`() async throws {
        try await with { shop in
            let folder = shop.folder.appending(path: "kept")
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true)
            try Data("mine".utf8).write(to: folder.appending(path: "notes.txt"))
            for output in ["kept", "kept/"] {
                let refused = try shop.failure(
                    "segment", "export", "1", "--format", "csv", "--output", output)
                #expect(refused.contains("\(output): This is a folder"), "\(refused)")
            }
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["notes.txt"])
            let notes = try Data(contentsOf: folder.appending(path: "notes.txt"))
            #expect(notes == Data("mine".utf8))

            _ = try shop.output(
                "segment", "export", "1", "--format", "csv", "--output", "kept/notes.txt")
            let replaced = try Data(contentsOf: folder.appending(path: "notes.txt"))
            #expect(replaced == Data("user\nann\nbob\ncat\n".utf8))
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["notes.txt"])
        }
    }

    @Test func `a delivery is saved, tried out, sent and looked at`() async throws {
        try await with { shop in
            let destination = try shop.json(
                "destination", "save", "-",
                input: #"{"name":"Files","kind":"folder","options":{"folder":"crm"}}"#)
            #expect(destination["id"] == "1")
            #expect(try shop.output("destination", "test", "Files").contains("yes"))
            _ = try shop.output(
                "delivery", "save", "-",
                input: #"{"name":"Winback","segment":"1","destination":"1"}"#)
            let dry = try shop.json("delivery", "dry-run", "Winback")
            #expect(dry["entered"] == 3 && dry["rows"]?[0]?["user"] == "ann")
            let run = try shop.json("delivery", "run", "Winback")
            #expect(run["state"] == "done" && run["rows_sent"] == 3)
            let drops = shop.folder.appending(path: "cxm-home/drops/crm").path
            let names = try FileManager.default.contentsOfDirectory(atPath: drops)
            #expect(names.count == 3 && names.contains { $0.hasSuffix("run-1-entered.csv") })
            #expect(try shop.output("delivery", "runs", "1").contains("done"))
            #expect(try shop.output("delivery", "errors", "1").contains("No row was refused."))
            #expect(try shop.output("delivery", "holdout", "1").contains("Nobody was held out."))
            #expect(
                try shop.json("delivery", "holdout", "1", "--user", "ann")["held_out"]
                    == .boolean(false))
            #expect(try shop.output("segment", "used", "1").contains("1 Winback"))
            #expect(try shop.failure("segment", "archive", "1").contains("Winback"))
            #expect(try shop.output("delivery", "pause", "1").contains("paused"))
            #expect(try shop.failure("delivery", "run", "1").contains("paused"))
            #expect(try shop.output("delivery", "resume", "1").contains("active"))
            #expect(try shop.output("delivery", "list", "--segment", "lately").contains("Winback"))
            #expect(try shop.failure("delivery", "show", "Winbak").contains("'Winback'"))
            #expect(try shop.failure("destination", "remove", "1").contains("Winback"))
            _ = try shop.output("delivery", "remove", "1")
            _ = try shop.output("destination", "remove", "1")
            #expect(try shop.output("destination", "list").contains("No destinations."))
        }
    }

    @Test func `a delivery that makes no run fails, and says why`() async throws {
        try await with { shop in
            _ = try shop.output(
                "segment", "save", "-",
                input: Self.lately.replacing("\"lately\"", with: "\"never\""))
            _ = try shop.output(
                "destination", "save", "-",
                input: #"{"name":"Files","kind":"folder","options":{"folder":"crm"}}"#)
            _ = try shop.output(
                "delivery", "save", "-",
                input: #"{"name":"Early","segment":"2","destination":"1"}"#)
            let failure = try shop.failure("delivery", "run", "Early")
            #expect(failure.contains("'Early' was not run: Segment 2 is gone, or was never"))
            #expect(try shop.output("delivery", "runs", "Early").contains("It has no runs."))
        }
    }

    @Test func `a secret is read from standard input and never shown`() async throws {
        try await with { shop in
            _ = try shop.output(
                "destination", "save", "-",
                input: #"{"name":"Push","kind":"http","options":{"url":"http://127.0.0.1:9/a"}}"#)
            let set = try shop.output(
                "destination", "secret", "Push", "signing", input: "a secret of sixteen\n")
            #expect(set.contains("signing") && !set.contains("sixteen"))
            #expect(!(try shop.output("destination", "show", "1")).contains("sixteen"))
            let down = try shop.json("destination", "test", "Push")
            #expect(down["ok"] == .boolean(false))
            #expect(
                try shop.failure("destination", "secret", "1", "signing", input: "short")
                    .contains("16"))
            _ = try shop.output("destination", "secret", "1", "signing", "--remove")
            #expect(try shop.json("destination", "show", "1")["secrets"] == .array([]))
            #expect(
                try shop.failure(
                    "destination", "save", "-", input: #"{"name":"x","kind":"htp"}"#
                ).contains("'http'"))
        }
    }
}
