import Bitmaps
import Columns
import Foundation
import Testing

@Suite struct BitmapFileTests {
    private func withFile<Result>(_ body: (String) throws -> Result) throws -> Result {
        let path = FileManager.default.temporaryDirectory
            .appending(path: "cxm-bitmap-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try body(path)
    }

    static func samples() -> [Bitmap] {
        var compact = Bitmap(Array(BitmapTests.numbers(1)))
        compact.compact()
        return [
            Bitmap(), [7], Bitmap(0..<100_000), Bitmap(Array(BitmapTests.numbers(2))), compact,
        ]
    }

    @Test func `a file gives the same set back`() throws {
        for bitmap in Self.samples() {
            try withFile { path in
                try bitmap.write(to: path)
                #expect(try Bitmap(path: path) == bitmap)
            }
            #expect(Bitmap(portableBytes: bitmap.portableBytes) == bitmap)
        }
    }

    private func message(_ damage: (inout Data) -> Void) throws -> String {
        try withFile { path in
            try Self.samples()[4].write(to: path)
            var data = try #require(FileManager.default.contents(atPath: path))
            damage(&data)
            try data.write(to: URL(filePath: path))
            do {
                _ = try Bitmap(path: path)
                return "no error"
            } catch {
                return (error as? ColumnError)?.detail ?? "\(error)"
            }
        }
    }

    @Test func `a cut, flipped, foreign or missing file is refused`() throws {
        #expect(try message { $0.removeLast() }.hasPrefix("The file is cut short"))
        #expect(try message { $0 = $0.prefix(20) }.hasPrefix("The file is cut short"))
        #expect(try message { $0.removeAll() }.hasPrefix("The file is cut short"))
        #expect(try message { $0[7] = 0x39 }.hasPrefix("This is not a set of users"))
        #expect(try message { $0[8] ^= 1 }.hasPrefix("The file is cut short"))
        #expect(try message { $0[15] = 0x7F }.hasPrefix("The file is damaged (its header)"))
        #expect(try message { $0[16] ^= 1 }.contains("its count differs"))
        for place in [24, 32, 40, 500, 9000] {
            #expect(try message { $0[place] ^= 4 }.hasPrefix("The file is damaged"))
        }
        #expect(throws: ColumnError.self) { try Bitmap(path: "nowhere/x") }
    }

    @Test func `bytes that are no sound bitmap never reach the library`() {
        for bitmap in Self.samples() {
            let bytes = bitmap.portableBytes
            for length in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 97)) {
                #expect(Bitmap(portableBytes: Array(bytes.prefix(length))) == nil)
            }
            #expect(Bitmap(portableBytes: bytes + [0]) == nil)
            // A change is refused or gives a sound set.
            for place in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 211)) {
                var changed = bytes
                changed[place] ^= UInt8(1 << (place % 8))
                if let found = Bitmap(portableBytes: changed) {
                    #expect(found.numbers.count == found.count)
                }
            }
        }
    }
}
