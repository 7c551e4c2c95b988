import Columns
import Foundation
import Identities
import Testing

/// A home in a temporary folder, removed when the last reference goes.
final class UserHome {
    let path = FileManager.default.temporaryDirectory
        .appending(path: "cxm-users-\(UUID().uuidString)").path

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    @discardableResult
    func add(_ ids: [String]) throws -> [UInt32] {
        let writer = try IdentityWriter(home: path)
        let block = TextBlock(texts: ids)
        let numbers = try writer.numbers(of: block)
        try writer.commit()
        return block.codes.map { numbers[Int($0)] }
    }
}

@Suite struct IdentitiesTests {
    @Test func `numbers are given in the order of first appearance, and stay`() throws {
        let home = UserHome()
        #expect(try Identities(home: home.path).count == 0)
        #expect(try home.add(["b", "a", "b", "c"]) == [0, 1, 0, 2])
        #expect(try home.add(["c", "d", "a"]) == [2, 3, 1])
        let users = try Identities(home: home.path)
        #expect(users.count == 4)
        #expect((0..<4).map { users.id(of: $0) } == ["b", "a", "c", "d"])
        #expect(users.number(of: "d") == 3)
        #expect(users.number(of: "e") == nil && users.id(of: 4) == nil)
        try users.verify()
    }

    @Test func `ids are compared byte by byte`() throws {
        let home = UserHome()
        let ids = ["ä", "a\u{308}", "A", "a", "a ", "a\u{0}", "", "가나다라마바사아자차", "1", "01"]
        let writer = try IdentityWriter(home: home.path)
        let numbers = try writer.numbers(of: TextBlock(texts: ids))
        #expect(Array(numbers.dropFirst()) == (0..<10).map { UInt32($0) })
        #expect(numbers[0] == TextTable.none)
        try writer.commit()
        let users = try Identities(home: home.path)
        for (number, id) in ids.enumerated() {
            #expect(users.number(ofBytes: Array(id.utf8)) == UInt32(number))
            #expect(users.idBytes(of: UInt32(number)) == Array(id.utf8))
        }
    }

    @Test func `many ids over several commits agree with a dictionary`() throws {
        let home = UserHome()
        var known: [String: UInt32] = [:]
        for round in 0..<4 {
            let ids = (0..<6000).map { "user \(($0 * 7919 + round * 1000) % 11_000)" }
            for (id, number) in zip(ids, try home.add(ids)) {
                if let before = known[id] { #expect(number == before) }
                known[id] = number
            }
        }
        let users = try Identities(home: home.path)
        #expect(users.count == known.count)
        for (id, number) in known { #expect(users.number(of: id) == number) }
        #expect(Set(known.values).count == known.count)
    }

    @Test func `users that were not committed are not there`() throws {
        let home = UserHome()
        try home.add(["a"])
        do {
            let writer = try IdentityWriter(home: home.path)
            _ = try writer.numbers(of: TextBlock(texts: (0..<5000).map { "lost \($0)" }))
            #expect(writer.newCount == 5000)
            // A reader meanwhile sees the last commit.
            #expect(try Identities(home: home.path).number(of: "a") == 0)
            #expect(try Identities(home: home.path).number(of: "lost 1") == nil)
        }
        #expect(try home.add(["b", "a"]) == [1, 0])
        #expect(try Identities(home: home.path).count == 2)
    }

    @Test func `a reader that is open keeps its users`() throws {
        let home = UserHome()
        try home.add(["a", "b"])
        let open = try Identities(home: home.path)
        try home.add((0..<3000).map { "more \($0)" })
        #expect(open.count == 2 && open.number(of: "b") == 1)
        #expect(open.number(of: "more 1") == nil && open.id(of: 2) == nil)
        let names = try FileManager.default.contentsOfDirectory(atPath: home.path + "/users")
            .sorted()
        #expect(names == ["ids.bytes", "ids.ends", "index-2.column", "manifest.json"])
    }

    private func message(_ name: String, _ damage: (inout Data) -> Void) throws -> [String] {
        let home = UserHome()
        try home.add((0..<2000).map { "user \($0)" })
        let path = home.path + "/users/" + name
        var data = try #require(FileManager.default.contents(atPath: path))
        damage(&data)
        try data.write(to: URL(filePath: path))
        return [
            words { _ = try Identities(home: home.path) },
            words { _ = try IdentityWriter(home: home.path) },
        ]
    }

    private func words(_ body: () throws -> Void) -> String {
        do {
            try body()
            return "no error"
        } catch {
            return "\(error)"
        }
    }

    @Test(arguments: ["ids.bytes", "ids.ends", "index-1.column"])
    func `a damaged file is refused by readers and writers`(name: String) throws {
        for text in try message(name, { $0.removeLast(100) }) {
            #expect(text.contains("cut short") || text.contains("damaged"), "\(text)")
        }
        for text in try message(name, { $0[$0.count / 2] ^= 1 }) {
            #expect(text.contains("/\(name): The file is damaged"), "\(text)")
        }
        for text in try message(name, { $0[0] ^= 1 }) {
            #expect(text.contains("This is not a "), "\(text)")
        }
        for text in try message(name, { $0.removeAll() }) {
            #expect(text.contains("cut short"), "\(text)")
        }
    }

    @Test func `a cut or newer manifest is refused`() throws {
        for text in try message("manifest.json", { $0.removeLast(30) }) {
            #expect(text.contains("The list of users is damaged ("))
        }
        for text in try message(
            "manifest.json",
            { $0.replace(Data("\"version\":1".utf8), with: Data("\"version\":9".utf8)) })
        {
            #expect(text.contains("Written by a newer CXM (format 9)"), "\(text)")
        }
    }
}

extension Data {
    fileprivate mutating func replace(_ old: Data, with new: Data) {
        if let range = range(of: old) { replaceSubrange(range, with: new) }
    }
}
