import Bitmaps
import Columns
import Foundation
import Testing

@Suite struct ReadySetTests {
    private func mapped(_ bytes: [UInt8]) throws -> MappedFile {
        let path = FileManager.default.temporaryDirectory
            .appending(path: "cxm-ready-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(bytes + [0]).write(to: URL(filePath: path))
        return try MappedFile(path: path)
    }

    private static func clustered() -> Bitmap {
        var set = Bitmap(100..<400)
        set.insert(contentsOf: 60_000..<60_700)
        set.insert(contentsOf: (0..<3000).map { UInt32(131_072 + 20 * $0) })
        return set
    }

    static let sets: [Bitmap] = {
        var compact = Bitmap(0..<200_000)
        compact.insert(contentsOf: 5_000_000..<5_000_010)
        compact.compact()
        return [
            Bitmap(), [0], [65_535], [65_536], [0, .max], compact, clustered(),
            Bitmap((0..<65_536).filter { $0 % 3 != 0 }),
            Bitmap((0..<4096).map { $0 * 16 }), Bitmap((0..<4097).map { $0 * 15 }),
        ]
    }()

    @Test(arguments: sets.indices) func `a look-up answers as the set does`(index: Int) throws {
        let set = Self.sets[index]
        let ready = set.ready
        #expect(ready.bytes.count % 8 == 0)
        let file = try mapped(ready.bytes)
        let found = try #require(
            ReadySet(in: file, from: 0, count: ready.bytes.count, blocks: ready.blocks))
        var wrong = 0
        for number in UInt32(0)..<262_144 where found.contains(number) != set.contains(number) {
            wrong += 1
        }
        for number in set.numbers {
            for near in [number &- 1, number, number &+ 1]
            where found.contains(near) != set.contains(near) { wrong += 1 }
        }
        #expect(wrong == 0)
        #expect(found.contains(.max) == set.contains(.max))
    }

    @Test func `damaged bytes are never read past their end`() throws {
        let ready = Self.clustered().ready
        var random = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            var bytes = ready.bytes
            for _ in 0..<8 {
                bytes[Int.random(in: 0..<8 * ready.blocks, using: &random)] =
                    UInt8.random(in: 0...255, using: &random)
            }
            let file = try mapped(bytes)
            let found = try #require(
                ReadySet(in: file, from: 0, count: bytes.count, blocks: ready.blocks))
            for number in stride(from: UInt32(0), to: 262_144, by: 97) {
                _ = found.contains(number)
            }
        }
    }

    @Test func `a table of blocks that does not fit is refused`() throws {
        let file = try mapped([UInt8](repeating: 0, count: 64))
        #expect(ReadySet(in: file, from: 0, count: 64, blocks: 9) == nil)
        #expect(ReadySet(in: file, from: 4, count: 32, blocks: 1) == nil)
        #expect(ReadySet(in: file, from: 64, count: 64, blocks: 1) == nil)
        #expect(ReadySet(in: file, from: 0, count: 64, blocks: 8) != nil)
    }
}
