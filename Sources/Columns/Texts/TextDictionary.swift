/// The texts behind a column's codes, in a memory-mapped file: code 0 is no value, code k stands
/// for text k - 1.
///
///     let dictionary = try TextDictionary(path: "os.dictionary")
///     dictionary.text(1)  // "ios"
package struct TextDictionary: Sendable {
    static let magic: [UInt8] = Array("CXMDIC01".utf8)
    static let headerSize = 32

    /// How many texts there are.
    package let count: Int
    private let file: MappedFile

    /// Opens and verifies the file. Cost: one pass over its bytes.
    package init(path: String) throws(ColumnError) {
        let file = try MappedFile(path: path)
        guard file.count >= Self.headerSize else {
            throw .truncated(path, expected: Self.headerSize, found: file.count)
        }
        let magic = file.withBytes(from: 0, count: 8) { span in (0..<8).map { span.byte(at: $0) } }
        guard magic == Self.magic else { throw .notAColumn(path, expected: "a dictionary file") }
        let (count, bytes, checksum) = file.withElements(UInt64.self, from: 8, count: 3) {
            (Int(clamping: $0[0]), Int(clamping: $0[1]), UInt32(truncatingIfNeeded: $0[2]))
        }
        guard count < 1 << 32, bytes < 1 << 40 else { throw .damaged(path, "its header") }
        let expected = Self.headerSize + 8 * (count + 1) + bytes
        guard file.count == expected else {
            throw .truncated(path, expected: expected, found: file.count)
        }
        let found = file.checksum(from: Self.headerSize, count: expected - Self.headerSize)
        guard found == checksum else { throw .damaged(path, "its checksum differs") }
        self.count = count
        self.file = file
    }

    /// The text of a code from 1 on.
    package func text(_ code: Int) -> String {
        String(decoding: bytes(code), as: UTF8.self)
    }

    /// The bytes of the text of a code from 1 on.
    package func bytes(_ code: Int) -> [UInt8] {
        precondition(code >= 1 && code <= count, "a code of this dictionary")
        let (start, end) = file.withElements(
            UInt64.self, from: Self.headerSize, count: count + 1
        ) { (Int($0[code - 1]), Int($0[code])) }
        let origin = Self.headerSize + 8 * (count + 1)
        return file.bytes(from: origin + start, count: end - start)
    }

    /// All texts in code order, from code 1 on.
    package var texts: [String] { (0..<count).map { text($0 + 1) } }

    /// Writes a dictionary file, durable when it returns.
    package static func write(_ texts: [[UInt8]], to path: String) throws(ColumnError) {
        var body: [UInt8] = []
        var offset: UInt64 = 0
        body += littleEndian(offset)
        for text in texts {
            offset += UInt64(text.count)
            body += littleEndian(offset)
        }
        for text in texts { body += text }
        let file = try OutputFile(path: path)
        try file.append(
            magic + littleEndian(UInt64(texts.count)) + littleEndian(offset)
                + littleEndian(UInt64(checksumOf(body))) + body)
        try file.synchronize()
    }
}
