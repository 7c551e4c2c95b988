import Bitmaps
import Foundation
import Membership
import Testing

@Suite struct PackDamageTests {
    /// What a reader says of a pack after something was done to its bytes.
    private func message(_ damage: (inout Data) -> Void) throws -> String {
        let home = try ServedHome()
        try home.add([10: [1, 2], 20: Bitmap(0..<70_000)])
        let file = home.folder + "/1.pack"
        var data = try #require(FileManager.default.contents(atPath: file))
        damage(&data)
        try FileManager.default.removeItem(atPath: file)
        try data.write(to: URL(filePath: file))
        var said = "nothing"
        _ = home.store.packs { said = "\($0)" }
        return said
    }

    @Test func `an untouched pack is read`() throws {
        #expect(try message { _ in } == "nothing")
    }

    @Test func `a damaged pack is passed over with a sentence`() throws {
        #expect(try message { $0 = Data() }.contains("1.pack"))
        #expect(try message { $0.removeLast(80) }.contains("damaged (its end)"))
        #expect(try message { $0 = $0.prefix(100) }.contains("damaged (its length)"))
        #expect(try message { $0[0] = 0 }.contains("damaged (its first bytes)"))
        #expect(try message { $0[7] = 0x39 }.contains("newer CXM"))
        #expect(
            try message { $0[$0.count - 64 - 40] ^= 1 }.contains("the checksum of its index"))
        #expect(try message { $0[$0.count - 10] ^= 1 }.contains("damaged (its end)"))
    }

    @Test func `a set whose bytes were changed is not sound`() throws {
        let home = try ServedHome()
        try home.add([10: [1, 2], 20: [3]])
        let file = home.folder + "/1.pack"
        var data = try #require(FileManager.default.contents(atPath: file))
        data[64 + 8] ^= 1
        try FileManager.default.removeItem(atPath: file)
        try data.write(to: URL(filePath: file))
        let pack = try #require(home.store.packs().first)
        #expect(!pack.isSound(ServedHome.key(10)))
        #expect(pack.isSound(ServedHome.key(20)))
        #expect(!pack.isSound(ServedHome.key(30)))
    }
}
