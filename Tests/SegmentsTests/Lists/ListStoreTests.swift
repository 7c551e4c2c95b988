import Bitmaps
import Columns
import Definitions
import Foundation
import Identities
import Segments
import TestSupport
import Testing

@Suite struct ListStoreTests {
    private func know(_ ids: [String], in home: SegmentHome) throws -> Identities {
        let writer = try IdentityWriter(home: home.path)
        _ = try writer.numbers(of: TextBlock(texts: ids))
        try writer.commit()
        return try Identities(home: home.path)
    }

    private func file(_ text: String, in home: SegmentHome) throws -> String {
        try FileManager.default.createDirectory(
            atPath: home.path, withIntermediateDirectories: true)
        let file = home.path + "/upload.csv"
        try Data(text.utf8).write(to: URL(filePath: file))
        return file
    }

    private func ids(_ users: Bitmap, _ identities: Identities) -> [String] {
        users.numbers.compactMap { identities.id(of: $0) }.sorted()
    }

    @Test func `known ids are users, unknown ones are kept until they are known`() throws {
        let home = SegmentHome()
        var users = try know(["ann", "bob", "eve"], in: home)
        let path = try file("id\nann\nzoe\nbob\nann\nzoe\n\nyan\n,\nbob\n", in: home)
        let (list, report) = try home.lists.upload(
            path, format: .init(hasHeader: true), users: users, source: ["file": "upload.csv"],
            at: 77)
        #expect(list.id == "1" && list.users == 2 && list.unknown == 2 && list.duplicates == 3)
        #expect(report.rows == 8 && report.badRows == 1 && report.unknownIDs == ["zoe", "yan"])
        #expect(report.rows == report.users + report.unknown + report.duplicates + report.badRows)
        #expect(ids(try home.lists.users(of: "1"), users) == ["ann", "bob"])
        #expect(try home.lists.unknown(of: "1", limit: 9) == ["zoe", "yan"])
        #expect(try home.lists.list("1") == list && home.lists.ids == ["1"])

        #expect(try home.lists.resolve("1", users: users) == 0)
        users = try know(["kim"], in: home)
        #expect(try home.lists.resolve("1", users: users) == 0)
        #expect(try home.lists.manifest(of: "1").generation == 2)
        users = try know(["yan"], in: home)
        #expect(try home.lists.resolve("1", users: users) == 1)
        #expect(ids(try home.lists.users(of: "1"), users) == ["ann", "bob", "yan"])
        #expect(try home.lists.unknown(of: "1", limit: 9) == ["zoe"])
        users = try know(["zoe"], in: home)
        #expect(try home.lists.resolve("1", users: users) == 1)
        let after = try home.lists.list("1")
        #expect(after.users == 4 && after.unknown == 0 && after.duplicates == 3)
        let names = try FileManager.default.contentsOfDirectory(atPath: home.path + "/lists/1")
        #expect(names.sorted() == ["lock", "manifest.json", "users-4.bitmap"])
        #expect(try home.lists.manifest(of: "1").source["file"] == "upload.csv")
    }

    @Test(arguments: Array(1...6) as [UInt64])
    func `a list of random rows counts as a set does`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let home = SegmentHome()
        let users = try know((0..<5000).map { "u\($0)" }, in: home)
        let rows = (0..<20_000).map { _ in "u\(random.below(9000))" }
        let (list, report) = try home.lists.upload(
            try file(rows.joined(separator: "\n"), in: home), format: .init(), users: users, at: 0)
        let distinct = Set(rows)
        let known = distinct.filter { Int($0.dropFirst())! < 5000 }
        #expect(list.users == known.count && list.unknown == distinct.count - known.count)
        #expect(report.duplicates == rows.count - distinct.count)
        #expect(Set(ids(try home.lists.users(of: list.id), users)) == known)
        #expect(
            Set(try home.lists.unknown(of: list.id, limit: .max)) == distinct.subtracting(known))
        let all = try know((5000..<9000).map { "u\($0)" }, in: home)
        #expect(try home.lists.resolve(list.id, users: all) == list.unknown)
        #expect(Set(ids(try home.lists.users(of: list.id), all)) == distinct)
    }

    @Test func `frozen sets are lists, ids are never shared, removed ones are gone`() throws {
        let home = SegmentHome()
        let first = try home.lists.freeze([1, 5, 9], source: ["from": "funnel"], at: 5)
        let second = try home.lists.freeze(Bitmap(), source: .object([]), at: 6)
        #expect(first.id == "1" && second.id == "2" && first.users == 3)
        #expect(try home.lists.users(of: "1").numbers == [1, 5, 9])
        #expect(try home.lists.users(of: "2").isEmpty)
        home.lists.remove("1")
        #expect(home.lists.ids == ["2"])
        for id in ["1", "../1", "", "99", "x"] {
            do {
                _ = try home.lists.users(of: id)
                Issue.record("'\(id)' was read")
            } catch {
                #expect(error.code == .noList)
            }
        }
    }

    @Test func `a file without ids, or not there, stores nothing`() throws {
        let home = SegmentHome()
        let users = try know(["ann"], in: home)
        let empty = try file("\n\n,\n", in: home)
        for path in [empty, home.path + "/nowhere.csv"] {
            #expect(throws: (any Error).self) {
                try home.lists.upload(path, format: .init(), users: users, at: 0)
            }
        }
        #expect(home.lists.ids.isEmpty)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: home.path + "/lists").isEmpty)
    }

    @Test func `damage is refused with a sentence`() throws {
        let home = SegmentHome()
        let users = try know(["ann"], in: home)
        _ = try home.lists.upload(
            try file("ann\nzoe\n", in: home), format: .init(), users: users, at: 0)
        let folder = URL(filePath: home.path).appending(path: "lists/1")
        func message(_ name: String, _ body: () throws -> Void) throws -> String {
            let whole = try Data(contentsOf: folder.appending(path: name))
            try home.damage(folder.appending(path: name)) { $0[$0.count - 3] ^= 1 }
            defer { try? whole.write(to: folder.appending(path: name)) }
            do {
                try body()
                return "no error"
            } catch {
                return "\(error)"
            }
        }
        #expect(
            try message("users-1.bitmap") { _ = try home.lists.users(of: "1") }
                .contains("The file is damaged"))
        #expect(
            try message("unknown-1.bytes") { _ = try home.lists.unknown(of: "1", limit: 1) }
                .contains("The file is damaged"))
        #expect(
            try message("manifest.json") { _ = try home.lists.list("1") }
                .contains("The list is damaged"))
        #expect(try home.lists.users(of: "1").count == 1)
    }
}
