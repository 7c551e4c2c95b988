import Columns
import Foundation
import Identities
import Testing

@Suite struct InlineIndexTests {
    private final class Folder: Sendable {
        let path = FileManager.default.temporaryDirectory.path + "/cxm-\(UUID().uuidString)"
        var index: String { path + "/index.ids" }

        func users(_ ids: [String]) throws -> Identities {
            let writer = try IdentityWriter(home: path)
            _ = try writer.numbers(of: TextBlock(texts: ids))
            try writer.commit()
            return try Identities(home: path)
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }
    }

    /// Ids of all lengths from 1 byte on, some of which differ in their last byte only.
    private static func ids(upTo length: Int, each: Int) -> [String] {
        (1...length).flatMap { size in
            (0..<each).map { number in
                let digits = "\(number)"
                return String(repeating: "a", count: max(0, size - digits.count)) + digits
            }
        }
    }

    @Test(arguments: [(11, 300), (27, 200), (80, 100)])
    func `every id is found by its number, others are not`(longest: Int, each: Int) throws {
        let folder = Folder()
        let ids = Array(Set(Self.ids(upTo: longest, each: each)).sorted())
        let users = try folder.users(ids)
        #expect(try users.writeInline(to: folder.index))
        let index = try #require(try users.inline(path: folder.index))
        #expect(index.isSound)
        for id in ids {
            #expect(index.number(of: id.utf8.span) == users.number(of: id))
            for other in [id + "x", "x" + id, String(id.dropLast()), id + "\0"] {
                #expect(index.number(of: other.utf8.span) == users.number(of: other))
            }
        }
        #expect(index.number(of: "".utf8.span) == nil)
    }

    @Test func `an index of other users is not taken`() throws {
        let folder = Folder()
        let before = try folder.users(["ann"])
        #expect(try before.writeInline(to: folder.index))
        let after = try folder.users(["bob"])
        #expect(try after.inline(path: folder.index) == nil)
        #expect(try before.inline(path: folder.index) != nil)
    }

    @Test func `a home without users has none`() throws {
        let users = try Identities(home: Folder().path)
        #expect(try !users.writeInline(to: "/nowhere"))
        #expect(try users.inline(path: "/nowhere") == nil)
    }

    @Test func `a damaged index is refused or noticed`() throws {
        let folder = Folder()
        let users = try folder.users(["ann", "bob"])
        #expect(try users.writeInline(to: folder.index))
        let whole = try #require(FileManager.default.contents(atPath: folder.index))
        func open(_ data: Data) throws -> InlineTexts? {
            try FileManager.default.removeItem(atPath: folder.index)
            try data.write(to: URL(filePath: folder.index))
            return try users.inline(path: folder.index)
        }
        for cut in [0, 10, 63, 64, whole.count - 1] {
            #expect(throws: IdentitiesError.self) { try open(whole.prefix(cut)) }
        }
        for place in [0, 9, 17, 25, 33, 60] {
            var data = whole
            data[place] ^= 1
            #expect(throws: IdentitiesError.self) { try open(data) }
        }
        var full = whole
        for place in 64..<full.count { full[place] = 255 }
        let index = try #require(try open(full))
        #expect(!index.isSound)
        #expect(index.number(of: "ann".utf8.span) == nil)
    }
}
