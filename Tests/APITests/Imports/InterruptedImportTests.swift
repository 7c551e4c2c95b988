import Definitions
import EventStore
import Foundation
import Hummingbird
import HummingbirdTesting
import Jobs
import Metadata
import MetadataSQLite
import Operations
import TestSupport
import Testing

@testable import API

/// Imports that are cancelled, or whose process is killed.
@Suite(.timeLimit(.minutes(10))) struct InterruptedImportTests {
    private static func rows(_ count: Int) -> String {
        "user,time,event\n"
            + (0..<count).map { "u\($0 % 997),2026-01-0\($0 % 9 + 1)T00:00:00Z,e\($0 % 5)\n" }
            .joined()
    }

    @Test func `an import that is cancelled leaves the dataset as it was`() async throws {
        try await ImportPlace.run(files: ["logs/many.csv": Self.rows(400_000)]) { api, _ in
            _ = try await ImportPlace.perform(ImportPlace.order, api)
            let before = try ImportPlace.content(of: "shop", in: api.server.homePath)
            let id = try await ImportPlace.start(
                ImportPlace.order.replacing("shop.csv", with: "many.csv"), api)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await ImportPlace.scheduler(api).runDue() }
                var job = try await api.get("/jobs/\(id)").json()
                while job["progress"] == .null, job["ended_at"] == .null {
                    try await Task.sleep(for: .milliseconds(2))
                    job = try await api.get("/jobs/\(id)").json()
                }
                let told = try await api.ask(.post, "/jobs/\(id)/cancel")
                #expect(told.status == 200, "\(told.text)")
                try await group.waitForAll()
            }
            let job = try await api.get("/jobs/\(id)").json()
            #expect(job["state"] == "cancelled", "\(job.rendered())")
            #expect(job["progress"]?["expected_rows"]?.number ?? 0 > 100_000)
            #expect(try ImportPlace.content(of: "shop", in: api.server.homePath) == before)
        }
    }

    @Test func `a process that is killed leaves the state before, and the next one does it again`()
        async throws
    {
        try await Fixture.withFolder { folder in
            let home = Home(path: folder.path + "/home", zone: try Zone("Asia/Seoul"))
            try FileManager.default.createDirectory(
                atPath: home.path, withIntermediateDirectories: true)
            let store = try SQLiteMetadata(path: home.metadataPath)
            try ImportPlace.write(ImportPlace.shop, to: folder.path + "/in/logs/shop.csv")
            try ImportPlace.write(Self.rows(300_000), to: folder.path + "/in/logs/many.csv")
            let space = SegmentSpace(
                catalogue: CatalogueContext(
                    home: home, metadata: store, now: 5,
                    homeWarehouse: { try TestWarehouse.plain() }),
                metadata: store, actor: "kim")
            func ask(_ file: String, appends: Bool) async throws -> JobRecord {
                let order = ImportPlace.order.replacing("shop.csv", with: file)
                    .replacing(#""dataset""#, with: "\"append\":\(appends),\"dataset\"")
                return try await RequestImport(space, folder: ImportFolder(folder.path + "/in"))(
                    ImportOrder(JSONReader(JSONValue(parsing: order))))
            }
            func work() throws -> Process {
                try ImportPlace.cxm(
                    ["jobs", "run", "--home", home.path],
                    settings: ["CXM_IMPORT_FOLDER": folder.path + "/in"])
            }
            _ = try await ask("shop.csv", appends: false)
            try work().waitUntilExit()
            let before = try ImportPlace.content(of: "shop", in: home.path)
            #expect(before.count > 5)
            let job = try await ask("many.csv", appends: true)
            let killed = try work()
            while killed.isRunning, try await store.job(job.id)?.state == .waiting {
                try await Task.sleep(for: .milliseconds(2))
            }
            _ = kill(killed.processIdentifier, SIGKILL)
            killed.waitUntilExit()
            #expect(try await store.job(job.id)?.state == .running)
            let manifest = try home.open("shop").manifest
            #expect(manifest.partitions.reduce(0) { $0 + $1.eventCount } == 5)
            try await Self.letGo(store)
            try work().waitUntilExit()
            let done = try #require(try await store.job(job.id))
            #expect(done.state == .done && done.attempts == 2, "\(done)")
            #expect(done.details["result"]?["total_rows"] == 300_005)
            // Its process dies right after it has published: what was appended is not appended again.
            try await PerformImports(folder: folder.path + "/in") { _ in space }(
                done, JobContext(clock: SystemJobClock()))
            let after = try home.open("shop").manifest
            #expect(after.partitions.reduce(0) { $0 + $1.eventCount } == 300_005)
            await store.close()
        }
    }

    /// The lease of a process that was killed has a minute to go.
    private static func letGo(_ store: SQLiteMetadata) async throws {
        for var job in try await store.jobs(states: [.running], limit: 9) {
            guard let owner = job.leaseOwner else { continue }
            job.state = .waiting
            try await store.finish(job, owner: owner)
        }
    }
}
