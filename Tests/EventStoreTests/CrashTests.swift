import Columns
import Definitions
import EventStore
import Foundation
import Identities
import Testing

/// Imports that are killed, starved of disk, or locked out, in processes of their own.
@Suite(.serialized) struct CrashTests {
    /// What a reader can see: every event, as text.
    private func content(_ home: TestHome) throws -> Int {
        let dataset = try EventDataset(home: home.path, name: "log")
        for partition in dataset.partitions {
            let columns =
                [partition.users, partition.offsets, partition.time, partition.event]
                + partition.properties.compactMap { $0?.values }
            for column in columns { try column.verify() }
        }
        let users = try Identities(home: home.path)
        try users.verify()
        #expect(users.count >= dataset.userNumberLimit)
        var hasher = Hasher()
        for event in try storedEvents(home.path, "log") { hasher.combine(event.description) }
        return hasher.finalize()
    }

    private func generation(_ home: TestHome) throws -> Int64 {
        try EventDataset(home: home.path, name: "log").manifest.generation
    }

    private func seed() -> UInt64 {
        ProcessInfo.processInfo.environment["CXM_TEST_SEED"].flatMap { UInt64($0) } ?? 20_111_001
    }

    @Test func `a kill at any moment leaves the state before or after the import`() throws {
        let seed = seed()
        let kills = ProcessInfo.processInfo.environment["CXM_TEST_KILLS"].flatMap { Int($0) } ?? 15
        var random = SeededRandom(seed: seed)
        let home = TestHome()
        let clock = ContinuousClock()
        let begin = clock.now
        let first = try Probe("import", home.path, "log", "1", "300", "8000").finish()
        #expect(first.status == 0, "\(first.errors)")
        let whole = (clock.now - begin) / .microseconds(1)
        var before = (generation: try generation(home), content: try content(home))
        for kill in 0..<kills {
            // Each import brings other users and events, so that everything changes.
            let probe = try Probe(
                "import", home.path, "log", "\(kill + 2)", "\(300 + 40 * kill)", "8000")
            usleep(UInt32(Double.random(in: 0...whole * 1.1, using: &random)))
            probe.kill()
            let after = (generation: try generation(home), content: try content(home))
            let what: Comment = "kill \(kill) of seed \(seed)"
            #expect([before.generation, before.generation + 1].contains(after.generation), what)
            if after.generation == before.generation {
                #expect(after.content == before.content, what)
            }
            before = after
        }
        let last = try Probe("import", home.path, "log", "999", "900", "8000").finish()
        #expect(last.status == 0, "\(last.errors)")
        // Nothing that the crashes left is still there.
        let manifest = try EventDataset(home: home.path, name: "log").manifest
        let named =
            manifest.partitions.map(\.folder) + manifest.properties.compactMap(\.dictionary)
            + [manifest.eventDictionary, "manifest.json"]
        #expect(try home.names("log") == named.sorted())
    }

    @Test func `a full disk is an error, and the state before stays`() throws {
        let home = TestHome()
        let first = try Probe("import", home.path, "log", "1", "300", "8000").finish()
        #expect(first.status == 0, "\(first.errors)")
        let before = (generation: try generation(home), content: try content(home))
        // Fails while spilling, while writing columns, ids, dictionaries, or the manifest.
        for limit in [0, 500, 3000, 20_000, 66_000, 120_000] {
            let run = try Probe(
                "import", home.path, "log", "2", "40000", "8000", "\(limit)"
            ).finish()
            #expect(run.status == 1, "limit \(limit)")
            #expect(run.errors.contains("Cannot be written (File too large)"), "\(run.errors)")
            #expect(run.errors.contains("Free some space"), "\(run.errors)")
            #expect(try generation(home) == before.generation, "limit \(limit)")
            #expect(try content(home) == before.content, "limit \(limit)")
            #expect(try !home.names("log").contains("importing"))
        }
        let last = try Probe("import", home.path, "log", "2", "40000", "8000").finish()
        #expect(last.status == 0, "\(last.errors)")
    }

    @Test func `a home that another process changes is locked`() throws {
        let home = TestHome()
        let holder = try Probe("hold", home.path)
        _ = try holder.output.fileHandleForReading.read(upToCount: 6)
        do {
            _ = try EventIngest(
                home: home.path, dataset: "log", plan: IngestPlan(timezone: try Zone("UTC")))
            Issue.record("the lock did not hold")
        } catch {
            #expect("\(error)".hasPrefix("\(home.path): Another process is changing this home."))
        }
        holder.kill()
        _ = try EventIngest(
            home: home.path, dataset: "log", plan: IngestPlan(timezone: try Zone("UTC")))
    }
}
