import Columns
import Foundation
import Testing

@Suite struct ColumnTests {
    private func withPath<Result>(_ body: (String) throws -> Result) throws -> Result {
        let path = FileManager.default.temporaryDirectory
            .appending(path: "cxm-column-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try body(path)
    }

    @Test(arguments: [1, 2, 4], [0, 1, 63, 64, 65, 5000, 300_000])
    func `codes come back from every width`(width: Int, count: Int) throws {
        let codes = (0..<count).map { UInt32(($0 * 37) % (width == 1 ? 256 : 60_000)) }
        try withPath { path in
            var writer = try ColumnWriter(path: path, kind: .codes, width: width)
            try writer.append(codes: codes, rowCount: count / 3)
            try writer.append(codes: Array(codes[(count / 3)...]), rowCount: count - count / 3)
            let header = try writer.finish()
            let column = try Column(path: path)
            try column.verify()
            #expect(column.header == header && column.count == count)
            guard count > 0 else { return }
            var found = [UInt32](repeating: 0, count: count + 2)
            column.readCodes(from: 0, count: count, into: &found, at: 1)
            #expect(Array(found[1...count]) == codes)
            #expect(column.code(at: count - 1) == UInt64(codes[count - 1]))
        }
    }

    @Test(arguments: [
        (Int64(0), Int64(255), 1), (-128, 127, 1), (-1, 255, 2), (0, 65_535, 2), (-5, 65_535, 4),
        (1_700_000_000_000, 1_700_000_900_000, 4), (.min, .max, 8), (.min, .min, 1),
        (0, 1 << 32, 8),
    ])
    func `integers are offsets from the smallest, as narrow as they fit`(
        least: Int64, greatest: Int64, width: Int
    ) throws {
        let spread = UInt64(bitPattern: greatest &- least)
        #expect(narrowestWidth(upTo: spread) == width)
        let values = [least, greatest, least &+ Int64(bitPattern: spread / 2)]
        try withPath { path in
            var writer = try ColumnWriter(path: path, kind: .integers, width: width, base: least)
            try writer.append(words: values.map { UInt64(bitPattern: $0) }, rowCount: 3)
            _ = try writer.finish()
            let column = try Column(path: path)
            #expect((0..<3).map { column.integer(at: $0) } == values)
            var words = [UInt64](repeating: 0, count: 3)
            column.readWords(from: 0, count: 3, into: &words)
            #expect(words.map { Int64(bitPattern: $0) } == values)
        }
    }

    @Test(arguments: [1, 7, 8, 9, 1000])
    func `bits come back however they were appended`(count: Int) throws {
        let flags = (0..<count).map { UInt8($0 % 3 == 0 ? 1 : 0) }
        try withPath { path in
            var writer = try ColumnWriter(path: path, kind: .bits, width: 0)
            try writer.append(bit: flags[0] == 1)
            let rest = Array(flags.dropFirst())
            try writer.append(flags: rest, rowCount: rest.count)
            _ = try writer.finish()
            let column = try Column(path: path)
            try column.verify()
            #expect((0..<count).map { column.bit(at: $0) ? 1 : 0 } == flags)
            var found = [UInt8](repeating: 9, count: count)
            column.readFlags(from: 0, count: count, into: &found)
            #expect(found == flags)
        }
    }

    @Test func `doubles keep every bit`() throws {
        let values = [0.0, -0.0, .pi, .infinity, .leastNonzeroMagnitude, -1e300]
        try withPath { path in
            var writer = try ColumnWriter(path: path, kind: .doubles, width: 8)
            try writer.append(words: values.map(\.bitPattern), rowCount: values.count)
            _ = try writer.finish()
            let column = try Column(path: path)
            #expect(
                column.withDoubles { span in span.indices.map { span[$0].bitPattern } }
                    == values.map(\.bitPattern))
        }
    }

    /// What opening and verifying a damaged column says.
    private func message(_ damage: (inout Data) -> Void) throws -> String {
        try withPath { path in
            var writer = try ColumnWriter(path: path, kind: .codes, width: 1)
            try writer.append(Array(repeating: UInt8(7), count: 1000))
            _ = try writer.finish()
            var data = try #require(FileManager.default.contents(atPath: path))
            damage(&data)
            try data.write(to: URL(filePath: path))
            do {
                try Column(path: path).verify()
                return "no error"
            } catch {
                return "\(error)"
            }
        }
    }

    @Test func `a damaged header or body is refused`() throws {
        #expect(try message { _ in } == "no error")
        for byte in 8..<64 {
            #expect(try message { $0[byte] ^= 0x80 }.contains("damaged"), "byte \(byte)")
        }
        #expect(try message { $0[500] ^= 1 }.contains("its checksum differs"))
        #expect(try message { $0.append(0) }.contains("cut short"))
        #expect(try message { $0.removeLast() }.contains("cut short"))
    }
}
