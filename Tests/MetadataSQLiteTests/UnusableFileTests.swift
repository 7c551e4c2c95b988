import Definitions
import Foundation
import GRDB
import Metadata
import Synchronization
import Testing

@testable import MetadataSQLite

/// Files that cannot be used: each is refused with a sentence that says how to mend it.
@Suite struct UnusableFileTests {
    @Test func `a file of a newer version is refused`() throws {
        let file = try StoreFile()
        _ = try SQLiteMetadata(path: file.path)
        try file.write("INSERT INTO grdb_migrations VALUES ('from the future')")
        #expect(
            file.refusal()
                == "\(file.path): A newer version of CXM has written this file; use that version or "
                + "a newer one.")
    }

    @Test func `a database of another program is refused, and stays as it was`() throws {
        let file = try StoreFile(sql: "CREATE TABLE song (title TEXT)")
        #expect(try #require(file.refusal()).contains("belongs to another program"))
        let tables = try DatabaseQueue(path: file.path).read { db in
            try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema")
        }
        #expect(tables == ["song"])
    }

    @Test func `what is no database is refused`() throws {
        let file = try StoreFile()
        try Data("id,name\n1,ann\n".utf8).write(to: URL(filePath: file.path))
        #expect(try #require(file.refusal()).contains("'cxm restore'"))
        try FileManager.default.removeItem(atPath: file.path)
        try FileManager.default.createDirectory(
            atPath: file.path, withIntermediateDirectories: false)
        #expect(try #require(file.refusal()).contains("check the owner and the permissions"))
    }

    @Test func `a damaged file is never read as if it were sound`() async throws {
        let file = try StoreFile()
        let store = try SQLiteMetadata(path: file.path)
        for number in 0..<300 {
            _ = try await store.create(
                SegmentRecord(name: "segment \(number)", owner: "ann"),
                version: SegmentVersion(
                    segment: 0, number: 1, definition: ["a": 1], canonicalHash: "h", author: "ann",
                    note: "", createdAt: 0), at: 1)
        }
        await store.close()
        let whole = try Data(contentsOf: URL(filePath: file.path))
        #expect(whole.count > 100_000)
        var cut = whole
        cut.removeLast(whole.count / 2)
        var holed = whole
        holed.replaceSubrange(40_000..<90_000, with: Data(repeating: 0xA5, count: 50_000))
        var headless = whole
        headless.replaceSubrange(100..<4096, with: Data(repeating: 0, count: 3996))
        for (name, bytes) in [("cut", cut), ("holed", holed), ("headless", headless)] {
            for end in ["-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: file.path + end)
            }
            try bytes.write(to: URL(filePath: file.path))
            do {
                let store = try SQLiteMetadata(path: file.path)
                try await store.verify()
                Issue.record("\(name) passed")
            } catch {
                #expect(error.code == .unusable, "\(name): \(error)")
                #expect(error.description.contains("damaged"), "\(name): \(error)")
            }
        }
    }

    @Test func `a folder that nobody may write into is refused`() throws {
        let file = try StoreFile()
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o555], ofItemAtPath: file.folder)
        let process = Process()
        process.executableURL = URL(filePath: CommandLine.arguments[0])
            .deletingLastPathComponent().appending(path: "metadata-probe")
        process.arguments = ["open", file.path]
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        let words = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationStatus == 1)
        #expect(
            String(decoding: words, as: UTF8.self).contains(
                "The file cannot be opened for writing; check the owner and the permissions"))
    }

    @Test func `a writer that keeps the file for too long is named busy`() async throws {
        let file = try StoreFile()
        let first = try SQLiteMetadata(path: file.path)
        let second = try SQLiteMetadata(path: file.path, busyTimeout: .milliseconds(40))
        let isHeld = Gate()
        let mayEnd = Gate()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await first.write { _ in
                    isHeld.open()
                    while !mayEnd.isOpen {
                        Thread.sleep(forTimeInterval: 0.005)
                    }
                }
            }
            while !isHeld.isOpen { try await Task.sleep(for: .milliseconds(2)) }
            do throws(MetadataError) {
                try await second.set("a", to: 1)
                Issue.record("two wrote at once")
            } catch {
                #expect(error.code == .busy)
                #expect(error.description.contains("Another process has been writing"))
            }
            // Readers never wait.
            #expect(try await second.setting("a") == nil)
            mayEnd.open()
            try await group.waitForAll()
        }
        try await second.set("a", to: 1)
        #expect(try await first.setting("a") == 1)
    }

    @Test func `the audit is only added to`() async throws {
        let store = try SQLiteMetadata.inMemory()
        try await store.record(AuditRecord(at: 1, actor: "a", action: "b", subject: "c"))
        for sql in ["UPDATE audit SET actor = 'x'", "DELETE FROM audit"] {
            await #expect(throws: MetadataError.self) {
                try await store.write { try $0.execute(sql: sql) }
            }
        }
        let audit = try await store.audit(
            AuditFilter(), before: nil, limit: 5)
        #expect(audit.map(\.actor) == ["a"])
    }
}

/// Something that threads wait for.
private final class Gate: Sendable {
    private let state = Atomic(false)

    var isOpen: Bool { state.load(ordering: .acquiring) }
    func open() { state.store(true, ordering: .releasing) }
}
