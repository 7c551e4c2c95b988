import Columns
import Definitions
import EventStore
import Foundation
import Metadata
import MetadataSQLite
import Operations
import TestSupport
import Testing

/// Homes that are backed up and restored.
@Suite(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
struct BackupTests {
    /// A home with three events, a segment, and leftovers that say nothing.
    private func with(
        _ body: (ImportFixture, SQLiteMetadata) async throws -> Void
    ) async throws {
        try await ImportFixture.with { fixture in
            _ = try fixture.write(ImportTests.csv, named: "a.csv")
            try await fixture.run(["a.csv"])
            let store = try SQLiteMetadata(path: fixture.home.metadataPath)
            _ = try await store.create(
                SegmentRecord(name: "휴면", owner: "ann"),
                version: SegmentVersion(
                    segment: 0, number: 1, definition: ["a": 1], canonicalHash: "h", author: "ann",
                    note: "", createdAt: 0), at: 1)
            try Folder(fixture.home.path + "/spill").create()
            try Folder(fixture.home.path + "/spill").replace("x", with: [1])
            try Folder(fixture.home.path + "/snapshots/1").create()
            try Folder(fixture.home.path + "/snapshots/1").replace("empty", with: [])
            try await body(fixture, store)
        }
    }

    private func backUp(
        _ fixture: ImportFixture, _ store: SQLiteMetadata?, to name: String = "backup"
    ) async throws -> BackupReport {
        try await BackUpHome(home: fixture.home, metadata: store, now: 77)(
            to: fixture.folder.path + "/" + name)
    }

    private func refusal(_ body: () async throws -> Void) async -> String {
        do {
            try await body()
            return "nothing was refused"
        } catch {
            return "\(error)"
        }
    }

    @Test func `a restored home is the one that was backed up`() async throws {
        try await with { fixture, store in
            let report = try await backUp(fixture, store)
            let backup = fixture.folder.path + "/backup"
            let names = try FileManager.default.subpathsOfDirectory(atPath: backup)
            #expect(names.contains("home/snapshots/1/empty"))
            #expect(!names.contains { $0.contains("spill") || $0.hasSuffix("lock") })
            #expect(!names.contains { $0.hasSuffix("-wal") || $0.hasSuffix("-shm") })
            let home = Home(path: fixture.folder.path + "/new/home", zone: fixture.home.zone)
            #expect(try RestoreHome(backup: backup)(to: home.path) == report)
            // The same bytes with the same times: a dataset is trusted without reading all of it.
            let files = names.filter {
                $0.hasPrefix("home/datasets/") || $0.hasPrefix("home/users/")
            }
            #expect(files.count > 10)
            for name in files.map({ $0.dropFirst(5) }) {
                let stamps = try [fixture.home.path, home.path].map {
                    try Folder($0).stamp(String(name))
                }
                let isFile = Folder(home.path + "/" + name).names.isEmpty
                #expect(stamps[0] == stamps[1] || !isFile, "\(name)")
            }
            for finding in ExamineHome(home: home)() {
                #expect(finding.isSound, "\(finding.subject): \(finding.words)")
            }
            #expect(try home.open("test").eventCount == 3)
            let restored = try SQLiteMetadata(path: home.metadataPath)
            #expect(try await restored.segments(SegmentListFilter()).map(\.name) == ["휴면"])
            #expect(
                !Folder(fixture.folder.path).names.contains {
                    $0.hasSuffix(".writing") || $0.hasSuffix(".restoring")
                })
        }
    }

    @Test func `nothing that exists is replaced`() async throws {
        try await with { fixture, store in
            _ = try await backUp(fixture, store)
            let backup = fixture.folder.path + "/backup"
            #expect(
                await refusal { _ = try await backUp(fixture, store) }.contains(
                    "There is something already"))
            #expect(
                await refusal { _ = try RestoreHome(backup: backup)(to: fixture.home.path) }
                    .contains("There is something already"))
            #expect(
                await refusal { _ = try await backUp(fixture, store, to: "home/inside") }
                    .contains("lies in the home itself"))
            let empty = fixture.folder.path + "/empty"
            try Folder(empty).create()
            _ = try RestoreHome(backup: backup)(to: empty)
            #expect(try EventDataset(home: empty, name: "test").eventCount == 3)
        }
    }

    @Test func `a home under change is not backed up`() async throws {
        try await with { fixture, store in
            let lock = try HomeLock(home: fixture.home.path)
            let words = await refusal { _ = try await backUp(fixture, store) }
            #expect(words.contains("Another process is changing this home"))
            withExtendedLifetime(lock) {}
            #expect(!FileManager.default.fileExists(atPath: fixture.folder.path + "/backup"))
        }
    }

    @Test func `a home without metadata is backed up, one that is not there is refused`()
        async throws
    {
        try await ImportFixture.with { fixture in
            let words = await refusal { _ = try await backUp(fixture, nil) }
            #expect(words.contains("There is no home to back up"))
            _ = try fixture.write(ImportTests.csv, named: "a.csv")
            try await fixture.run(["a.csv"])
            #expect(!fixture.home.hasMetadata)
            _ = try await backUp(fixture, nil)
            let new = fixture.folder.path + "/new"
            _ = try RestoreHome(backup: fixture.folder.path + "/backup")(to: new)
            #expect(try EventDataset(home: new, name: "test").eventCount == 3)
        }
    }

    @Test func `a damaged backup is refused and leaves nothing behind`() async throws {
        try await with { fixture, store in
            _ = try await backUp(fixture, store)
            let backup = fixture.folder.path + "/backup"
            let new = fixture.folder.path + "/new"
            let manifest = try String(
                contentsOfFile: backup + "/backup.json", encoding: .utf8)
            func words() async -> String {
                await refusal { _ = try RestoreHome(backup: backup)(to: new) }
            }
            for (text, expected) in [
                (
                    manifest.replacing("\"path\": \"users", with: "\"path\": \"../users"),
                    "no path inside"
                ),
                (manifest.replacing("\"version\": 1", with: "\"version\": 2"), "newer version"),
                (String(manifest.dropLast(20)), "damaged"),
            ] {
                try text.write(toFile: backup + "/backup.json", atomically: true, encoding: .utf8)
                let found = await words()
                #expect(found.contains(expected), "\(found)")
            }
            try manifest.write(
                toFile: backup + "/backup.json", atomically: true, encoding: .utf8)
            var ids = try #require(
                FileManager.default.contents(atPath: backup + "/home/users/ids.bytes"))
            ids[ids.count - 1] ^= 1
            try ids.write(to: URL(filePath: backup + "/home/users/ids.bytes"))
            #expect(await words().contains("users/ids.bytes: The file is not what was backed up"))
            try FileManager.default.removeItem(atPath: backup + "/home/users/ids.bytes")
            #expect(await words().contains("users/ids.bytes: The file cannot be read"))
            try FileManager.default.removeItem(atPath: backup + "/backup.json")
            #expect(await words().contains("is no complete backup"))
            #expect(!Folder(fixture.folder.path).names.contains { $0.hasPrefix("new") })
        }
    }
}
