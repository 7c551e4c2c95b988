import Attributes
import Definitions
import Foundation
import Testing

@Suite struct DamageTests {
    static let files = [
        "users-1.column", "a0-1.column", "a0-1.dictionary", "a1-1.column", "a1-1.presence.column",
        "a2-1.column", "a3-1.column", "a4-1.column",
    ]

    private func damaged(
        _ name: String, _ damage: (inout Data) -> Void
    ) throws -> (message: String, folder: String) {
        let home = AttributeHome()
        try home.ingest([
            Row(user: "a", grade: "x", age: 1, score: 2, agrees: true, joined: 4),
            Row(user: "b", grade: "y", score: 3, agrees: nil, joined: 5),
        ])
        let path = home.folder() + "/" + name
        var data = try #require(FileManager.default.contents(atPath: path))
        damage(&data)
        try data.write(to: URL(filePath: path))
        do {
            let table = try AttributeTable(home: home.path, name: "members")
            _ = try table.users()
            for attribute in table.attributes { _ = try table.column(attribute.name) }
            return ("no error", home.folder())
        } catch {
            return ("\(error)", home.folder())
        }
    }

    @Test(arguments: files)
    func `a file cut short is refused`(name: String) throws {
        let (message, folder) = try damaged(name) { $0.removeLast(8) }
        #expect(message.hasPrefix("\(folder)/\(name): The file is cut short: "))
    }

    @Test(arguments: files)
    func `a flipped byte is refused`(name: String) throws {
        for place in [13, 40, 70] {
            let (message, _) = try damaged(name) { $0[min(place, $0.count - 1)] ^= 0x10 }
            #expect(
                message.contains("The file is damaged") || message.contains("cut short"),
                "byte \(place): \(message)")
        }
    }

    @Test(arguments: files)
    func `another kind of file is refused`(name: String) throws {
        let (message, _) = try damaged(name) {
            $0.replaceSubrange(0..<8, with: Data("CXMXYZ99".utf8))
        }
        #expect(message.contains("This is not a "))
    }

    @Test func `a damaged manifest is refused, and one of a newer version`() throws {
        #expect(try damaged("manifest.json") { $0.removeLast(20) }.message.contains("damaged"))
        let (message, _) = try damaged("manifest.json") {
            $0 = Data(
                String(decoding: $0, as: UTF8.self).replacing(
                    "\"version\": 1", with: "\"version\": 9"
                ).utf8)
        }
        #expect(message.contains("Written by a newer CXM (format 9)"))
    }
}
