import Definitions
import Foundation
import TestSupport
import Testing

@Suite struct CommandTests {
    private func expect(_ text: String, is snapshot: String) {
        let difference = Snapshot.difference(of: text, from: snapshot)
        #expect(difference == nil, "\(difference ?? "")")
    }

    @Test func `an import says what it took and what it left out`() async throws {
        try await SmallShop.with { folder in
            let done = try CXMProcess.run(
                "--home", "h", "import", "events", "shop.csv", "--dataset", "shop", "--user",
                "user", "--time", "time", "--event", "event", "--properties", "all", in: folder)
            #expect(done.status == 0)
            #expect(done.error == "")
            expect(done.output, is: "import.txt")
        }
    }

    @Test func `a funnel is shown as a table, as JSON and as CSV`() async throws {
        try await SmallShop.withImport { folder in
            let table = try CXMProcess.run("analyze", "question.json", in: folder)
            #expect(table.status == 0, "\(table.error)")
            expect(table.output, is: "funnel.txt")
            let json = try CXMProcess.run(
                "analyze", "question.json", "--format", "json", "--explain", in: folder)
            _ = try JSONValue(parsing: json.output)
            #expect(json.error.contains("How many users"))
            expect(json.output, is: "funnel.json")
            let csv = try CXMProcess.run("analyze", "question.json", "--format", "csv", in: folder)
            expect(csv.output, is: "funnel.csv")
        }
    }

    @Test func `a breakdown shows a table for each value`() async throws {
        try await SmallShop.withImport { folder in
            let question = SmallShop.question.replacing(
                "\"window\"",
                with: "\"breakdown\":{\"property\":\"os\",\"at_step\":1},\"window\"")
            let table = try CXMProcess.run("analyze", "-", in: folder, input: question)
            expect(table.output, is: "breakdown.txt")
        }
    }

    @Test func `a trend is shown as a table and as CSV`() async throws {
        try await SmallShop.withImport { folder in
            let question = """
                {"kind":"trend","dataset":"shop","range":{"from":"2026-01-01","to":"2026-01-04"},
                 "series":[{"event":"방문","measure":"users"},
                  {"event":"장바구니 담기","measure":"average","property":"n"}],
                 "compare":"previous_period","breakdown":{"property":"os","limit":1},
                 "formulas":[{"label":"비율","ratio":[2,1]}]}
                """
            let table = try CXMProcess.run("analyze", "-", in: folder, input: question)
            #expect(table.status == 0, "\(table.error)")
            expect(table.output, is: "trend.txt")
            let csv = try CXMProcess.run(
                "analyze", "-", "--format", "csv", in: folder, input: question)
            expect(csv.output, is: "trend.csv")
            let people = try CXMProcess.run(
                "people", "-", "--element", "point-1@0=ios", in: folder, input: question)
            #expect(people.output == "point-1@0=ios: 1 user:\nann\n")
        }
    }

    @Test func `retention is shown as a table and as CSV`() async throws {
        try await SmallShop.withImport { folder in
            let start = #"{"kind":"retention","dataset":"shop","#
            let visits = #""start":{"event":"방문"},"return":{"event":"결제"},"periods":3}"#
            let any = #""return":{"any_of":[{"event":"방문"},{"event":"결제"}]}}"#
            let questions = [
                ("retention", start + visits),
                (
                    "retention-split",
                    start + #""breakdown":{"property":"os","limit":1},"# + visits
                ),
                ("stickiness", start + #""view":"stickiness","# + any),
                ("lifecycle", start + #""view":"lifecycle","# + any),
            ]
            for (name, question) in questions {
                let table = try CXMProcess.run("analyze", "-", in: folder, input: question)
                #expect(table.status == 0, "\(table.error)")
                expect(table.output, is: name + ".txt")
                let csv = try CXMProcess.run(
                    "analyze", "-", "--format", "csv", in: folder, input: question)
                expect(csv.output, is: name + ".csv")
                let sql = try CXMProcess.run(
                    "analyze", "-", "--format", "csv", "--engine", "sql", in: folder,
                    input: question)
                #expect(sql.output == csv.output, "\(sql.error)")
            }
            let people = try CXMProcess.run(
                "people", "-", "--element", "active-2=2026-01-01", in: folder,
                input: questions[0].1)
            #expect(people.output == "active-2=2026-01-01: 1 user:\nann\n")
        }
    }

    @Test func `a list of questions gets a list of answers`() async throws {
        try await SmallShop.withImport { folder in
            let retention =
                #"{"kind":"retention","dataset":"shop","start":{"event":"방문"},"periods":2}"#
            let list = "[\(SmallShop.question),\(retention)]"
            let json = try CXMProcess.run(
                "analyze", "-", "--format", "json", in: folder, input: list)
            guard case .array(let answers) = try JSONValue(parsing: json.output) else {
                Issue.record("no list: \(json.output) \(json.error)")
                return
            }
            #expect(answers.map { $0["kind"] } == ["funnel", "retention"])
            let table = try CXMProcess.run("analyze", "-", in: folder, input: list)
            let alone = try CXMProcess.run("analyze", "-", in: folder, input: retention)
            let shown = alone.output.split(separator: "\n").dropLast().joined(separator: "\n")
            #expect(table.output.replacing("\n\n", with: "\n").contains(shown))
            let bad = try CXMProcess.run(
                "analyze", "-", in: folder, input: list.replacing("방문", with: "방문함"))
            #expect(bad.status == 1)
            #expect(bad.error.contains("/0/steps/0/event"))
            let people = try CXMProcess.run(
                "people", "-", "--element", "converted-1", in: folder, input: list)
            #expect(people.error.contains("ask one"))
        }
    }

    @Test func `a question over its memory limit fails with a sentence`() async throws {
        try await SmallShop.withImport { folder in
            let question =
                #"{"kind":"retention","dataset":"shop","start":{"event":"방문"},"periods":300}"#
            let done = try CXMProcess.run(
                "analyze", "-", "--memory-limit", "1KB", in: folder, input: question)
            #expect(done.status == 1)
            #expect(done.error.contains("the cells of its cohorts came to"))
            #expect(done.error.contains("and the limit is 1 KB"))
            let setting = try CXMProcess.run(
                "analyze", "-", in: folder, input: question,
                settings: ["CXM_MEMORY_LIMIT": "1KB"])
            #expect(setting.error == done.error)
            for limit in ["2GB", "0", "1 %"] {
                let enough = try CXMProcess.run(
                    "analyze", "-", "--memory-limit", limit, in: folder, input: question)
                #expect(enough.status == 0, "\(enough.error)")
            }
            let wrong = try CXMProcess.run(
                "analyze", "-", "--memory-limit", "much", in: folder, input: question)
            #expect(wrong.status == 1)
            #expect(wrong.error.contains("--memory-limit is 'much'"))
        }
    }

    @Test func `explain says the question, the range, the engine and the plan`() async throws {
        try await SmallShop.withImport { folder in
            let done = try CXMProcess.run(
                "analyze", "question.json", "--explain", in: folder,
                settings: ["CXM_THREADS": "2"])
            expect(done.output, is: "explain.txt")
        }
    }

    @Test func `people are listed by element`() async throws {
        try await SmallShop.withImport { folder in
            let people = try CXMProcess.run(
                "people", "-", "--element", "converted-2", in: folder, input: SmallShop.question)
            #expect(people.output == "converted-2: 2 users:\nann\nbob\n")
            let csv = try CXMProcess.run(
                "people", "question.json", "--element", "dropped-1", "--format", "csv", in: folder)
            #expect(csv.output == "user\ncat\n")
            let json = try CXMProcess.run(
                "people", "question.json", "--element", "converted-1", "--format", "json",
                "--limit", "1", in: folder)
            let value = try JSONValue(parsing: json.output)
            #expect(value["total"] == .integer(3))
            #expect(value["users"] == ["ann"])
        }
    }

    @Test func `an unknown element names the nearest`() async throws {
        try await SmallShop.withImport { folder in
            let done = try CXMProcess.run(
                "people", "question.json", "--element", "convertd-2", in: folder)
            #expect(done.status == 1)
            #expect(done.error.contains("nearest is 'converted-2'"))
        }
    }

    @Test func `failures are one sentence and status 1`() async throws {
        try await SmallShop.withImport { folder in
            let sentences = [
                (SmallShop.question.replacing("방문", with: "방분"), "nearest is '방문'"),
                (SmallShop.question.replacing("2026-02-01", with: "2025-02-01"), "holds no time"),
                (SmallShop.question.replacing("\"value\":7", with: "\"value\":0"), "/window/value"),
                (SmallShop.question.replacing("\"shop\"", with: "\"shap\""), "nearest is 'shop'"),
                ("{", "standard input: This is not JSON"),
            ]
            for (question, words) in sentences {
                let done = try CXMProcess.run("analyze", "-", in: folder, input: question)
                #expect(done.status == 1)
                #expect(done.output == "")
                #expect(
                    done.error.hasPrefix("cxm: ") && done.error.contains(words), "\(done.error)")
                #expect(done.error.split(separator: "\n").count == 1)
            }
        }
    }

    @Test func `wrong usage has status 64`() async throws {
        try await SmallShop.with { folder in
            let missing = try CXMProcess.run("import", "events", "a.csv", in: folder)
            let unknown = try CXMProcess.run("nonsense", in: folder)
            let badFormat = try CXMProcess.run(
                "analyze", "q.json", "--format", "xml", in: folder)
            #expect([missing, unknown, badFormat].map(\.status) == [64, 64, 64])
        }
    }

    @Test func `a home that another process changes is a sentence`() async throws {
        try await SmallShop.withImport { folder in
            let lock = folder.path + "/cxm-home/lock"
            let holder = Process()
            holder.executableURL = URL(filePath: "/usr/bin/env")
            holder.arguments = ["flock", lock, "sleep", "30"]
            try holder.run()
            defer { holder.terminate() }
            var done = try CXMProcess.run("doctor", in: folder)
            for _ in 0..<20 {
                done = try CXMProcess.run(
                    "import", "events", "shop.csv", "--dataset", "shop", "--user", "user",
                    "--time", "time", "--event", "event", in: folder)
                if done.status == 1 { break }
            }
            #expect(done.status == 1)
            #expect(done.error.contains("Another process is changing this home"))
        }
    }

    @Test func `the doctor finds a damaged column`() async throws {
        try await SmallShop.withImport { folder in
            #expect(try CXMProcess.run("doctor", in: folder).status == 0)
            let datasets = folder.appending(path: "cxm-home/datasets/shop")
            let month = try #require(
                FileManager.default.contentsOfDirectory(atPath: datasets.path)
                    .first { $0.hasPrefix("2026-01.") })
            let column = datasets.appending(path: month + "/time.column")
            var bytes = try Data(contentsOf: column)
            bytes[64] ^= 1
            try bytes.write(to: column)
            let done = try CXMProcess.run("doctor", in: folder)
            #expect(done.status == 1)
            #expect(done.output.contains("wrong  dataset 'shop'"))
            let analysis = try CXMProcess.run("analyze", "question.json", in: folder)
            #expect(analysis.status == 1)
            #expect(analysis.error.contains("damaged"))
        }
    }

    @Test func `settings are shown, and a bad one is a sentence`() async throws {
        try await SmallShop.with { folder in
            let help = try CXMProcess.run("--help-settings", in: folder)
            expect(help.output, is: "settings.txt")
            let bad = try CXMProcess.run(
                "doctor", in: folder, settings: ["CXM_THREADS": "many"])
            #expect(bad.status == 1)
            #expect(bad.error.contains("CXM_THREADS is 'many'"))
        }
    }

    @Test func `the demo fills an empty home once`() async throws {
        try await SmallShop.with { folder in
            let words = ["demo", "--users", "200", "--days", "20", "--ending", "2026-10-31"]
            let first = try CXMProcess.run(
                words[0], words[1], words[2], words[3], words[4], words[5], words[6], in: folder)
            #expect(first.status == 0, "\(first.error)")
            #expect(first.output.contains("into 'app'"))
            let tables = try FileManager.default.contentsOfDirectory(
                atPath: folder.path + "/cxm-home/warehouse")
            #expect(
                tables.sorted() == [
                    "loan_inquiries.csv", "members.csv", "payments.csv", "transfers.csv",
                ])
            let second = try CXMProcess.run("demo", in: folder)
            #expect(second.status == 1)
            #expect(second.error.contains("left as it is"))
        }
    }

    @Test func `bench prints times and the result in one line`() async throws {
        try await SmallShop.withImport { folder in
            _ = try Fixture.write("ann\nnobody\n", named: "users.txt", in: folder)
            let done = try CXMProcess.run(
                "bench", "question.json", "--repeat", "3", "--users", "users.txt", "--home",
                "cxm-home", in: folder)
            let value = try JSONValue(parsing: done.output)
            guard case .array(let times)? = value["elapsed_ns"],
                case .array(let series)? = value["result"]?["series"],
                case .array(let steps)? = series.first?["steps"]
            else {
                Issue.record("\(done.output) \(done.error)")
                return
            }
            #expect(times.count == 3)
            #expect(steps.map { $0["users"] } == [1, 1, 1])
        }
    }
}
