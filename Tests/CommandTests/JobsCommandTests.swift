import Definitions
import Foundation
import Metadata
import MetadataSQLite
import TestSupport
import Testing

@Suite struct JobsCommandTests {
    /// A home with a job that waits, one that runs and one that has failed.
    private func with(_ body: (URL, SQLiteMetadata) async throws -> Void) async throws {
        try await Fixture.withFolder { folder in
            let store = try SQLiteMetadata(path: folder.path + "/cxm-home/metadata.sqlite")
            // 2026-11-24 06:30 in Seoul.
            let due: Int64 = 1_795_469_400_000
            for number in 0..<3 {
                _ = try await store.addJob(
                    JobRecord(
                        kind: "refresh-segments", arguments: ["n": .integer(Int64(number))],
                        dueAt: due + Int64(number) * 60_000, createdAt: due - 1))
            }
            for owner in ["host 1", "host 2"] {
                _ = try await store.takeJob(
                    kinds: ["refresh-segments"], owner: owner, now: due + 60_000,
                    leaseUntil: 9_000_000_000_000)
            }
            var job = try #require(try await store.job(1))
            (job.state, job.endedAt) = (.failed, due + 90_000)
            (job.failure, job.remedy) = ("The column '성별' is gone.", "Register it again.")
            try await store.finish(job, owner: "host 1")
            try await body(folder.resolvingSymlinksInPath(), store)
        }
    }

    @Test func `jobs are listed and shown`() async throws {
        try await with { folder, _ in
            let list = try CXMProcess.run("jobs", "list", in: folder)
            #expect(
                list.output == """
                    job  kind              state    due               tries  why
                      3  refresh-segments  waiting  2026-11-24 06:32      0
                      2  refresh-segments  running  2026-11-24 06:31      1
                      1  refresh-segments  failed   2026-11-24 06:30      1  The column '성별' is gone.

                    """, "\(list.error)")
            let one = try CXMProcess.run(
                "jobs", "list", "--state", "running", "--state", "waiting", "--limit", "1",
                "--format", "json", in: folder)
            #expect(
                try JSONValue(parsing: one.output) == [
                    [
                        "id": 3, "kind": "refresh-segments", "state": "waiting",
                        "arguments": ["n": 2],
                        "key": .null, "due_at": "2026-11-24T06:32:00.000+09:00", "attempts": 0,
                        "owner": .null, "lease_until": .null, "cancel_requested": .boolean(false),
                        "failure": .null, "remedy": .null,
                        "created_at": "2026-11-24T06:29:59.999+09:00", "ended_at": .null,
                        "progress": .null, "result": .null,
                    ]
                ])
            let failed = try CXMProcess.run("jobs", "show", "1", in: folder)
            #expect(
                failed.output == """
                    job           1
                    kind          refresh-segments
                    state         failed
                    due           2026-11-24 06:30
                    tries         1
                    ended         2026-11-24 06:31
                    why           The column '성별' is gone.
                    what to do    Register it again.
                    arguments     {"n":0}

                    """)
            let json = try CXMProcess.run("jobs", "show", "1", "--format", "json", in: folder)
            #expect(try JSONValue(parsing: json.output)["remedy"] == "Register it again.")
            let none = try CXMProcess.run("jobs", "show", "9", in: folder)
            #expect((none.status, none.output) == (1, ""))
            #expect(none.error == "cxm: There is no job 9; 'cxm jobs list' names them.\n")
        }
    }

    @Test func `a job is cancelled, and the audit says by whom`() async throws {
        try await with { folder, store in
            let waiting = try CXMProcess.run("jobs", "cancel", "3", in: folder)
            #expect(waiting.output == "Job 3 is cancelled.\n", "\(waiting.error)")
            let running = try CXMProcess.run("jobs", "cancel", "2", in: folder)
            #expect(running.output == "Job 2 is asked to end; host 2 ends it soon.\n")
            let ended = try CXMProcess.run("jobs", "cancel", "1", in: folder)
            #expect(ended.status == 1)
            #expect(ended.error == "cxm: The job 1 has ended already: it is failed.\n")
            #expect(try await store.job(2)?.isCancelRequested == true)
            let audit = try await store.audit(
                AuditFilter(action: "job.cancel"), before: nil, limit: 9)
            #expect(audit.map(\.subject) == ["job/2", "job/3"])
            #expect(audit.allSatisfy { !$0.actor.isEmpty })
            let list = try CXMProcess.run("jobs", "list", in: folder)
            #expect(list.output.contains("  2  refresh-segments  ending "))
        }
    }

    @Test func `what waits for an import is done by jobs run`() async throws {
        try await SmallShop.with { folder in
            let nothing = try CXMProcess.run("jobs", "run", in: folder)
            #expect((nothing.status, nothing.output) == (0, "Nothing is due.\n"))
            #expect(!FileManager.default.fileExists(atPath: folder.path + "/cxm-home"))
            let imported = try CXMProcess.run(SmallShop.importWords, in: folder)
            try #require(imported.status == 0, "\(imported.error)")
            let draft = """
                {"name":"방문","schedule":{"after_import":"shop"},
                 "from":{"question":\(SmallShop.question),"element":"converted-1"}}
                """
            let saved = try CXMProcess.run("segment", "save", "-", in: folder, input: draft)
            try #require(saved.status == 0, "\(saved.error)")
            let wrong = try CXMProcess.run(
                "segment", "change", "방문", "--schedule", #"{"dayly":"06:30"}"#, in: folder)
            #expect(wrong.status == 1)
            #expect(wrong.error.contains("'daily'"), "\(wrong.error)")
            #expect(try CXMProcess.run("jobs", "list", in: folder).output == "No jobs.\n")
            let again = try CXMProcess.run(SmallShop.importWords, in: folder)
            #expect(again.status == 0, "\(again.error)")
            let run = try CXMProcess.run("jobs", "run", "--format", "json", in: folder)
            #expect(run.status == 0, "\(run.error)")
            let done = try JSONValue(parsing: run.output)
            guard case .array(let jobs) = done, jobs.count == 1 else {
                Issue.record("\(run.output)")
                return
            }
            #expect(jobs[0]["state"] == "done")
            #expect(jobs[0]["arguments"] == ["after_import": "shop"])
            let shown = try CXMProcess.run("segment", "history", "방문", in: folder)
            #expect(shown.output.contains("3"), "\(shown.output)\(shown.error)")
            #expect(try CXMProcess.run("jobs", "run", in: folder).output == "Nothing is due.\n")
        }
    }

    @Test func `looking for jobs leaves no file behind`() async throws {
        try await Fixture.withFolder { folder in
            let table = try CXMProcess.run("jobs", "list", in: folder)
            #expect((table.status, table.output) == (0, "No jobs.\n"))
            let json = try CXMProcess.run("jobs", "list", "--format", "json", in: folder)
            #expect(json.output == "[]\n")
            #expect(try CXMProcess.run("jobs", "cancel", "1", in: folder).status == 1)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        }
    }

    @Test func `a home is backed up and restored`() async throws {
        try await with { folder, _ in
            let done = try CXMProcess.run("backup", "copy", in: folder)
            #expect(done.status == 0, "\(done.error)")
            #expect(done.output.hasPrefix("Backed up 1 file, 0."), "\(done.output)")
            #expect(done.output.hasSuffix(" MB to copy.\n"), "\(done.output)")
            let back = try CXMProcess.run("restore", "copy", "--home", "new", in: folder)
            #expect(back.output.hasPrefix("Restored 1 file, 0."), "\(back.error)")
            let list = try CXMProcess.run("jobs", "list", "--home", "new", in: folder)
            #expect(list.output == (try CXMProcess.run("jobs", "list", in: folder)).output)
            let again = try CXMProcess.run("restore", "copy", in: folder)
            #expect(again.status == 1)
            #expect(again.error.contains("cxm-home: There is something already"))
        }
    }
}
