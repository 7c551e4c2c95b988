package import Columns

/// Reads the ids of a file, some thousand at a time.
///
/// Memory: a piece of the file, and a block of ids.
package struct ListReader {
    private static let blockSize = 1 << 16

    private let path: String
    private let format: ListFormat
    private let pieceSize: Int

    /// `pieceSize`: how many bytes are read at a time.
    package init(path: String, format: ListFormat, pieceSize: Int = 1 << 20) {
        self.path = path
        self.format = format
        self.pieceSize = pieceSize
    }

    /// Calls `body` with the ids in the file's order, and reports bad rows.
    package func read(
        into report: inout ListReport, _ body: (TextBlock) throws -> Void
    ) throws {
        let file = try ListError.wrapping { () throws(ColumnError) in
            try RandomAccessFile(path: path)
        }
        let head = try piece(file, at: 0, ListParser.rowLimit)
        try refuseOthers(head)
        let mark = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var parser = try parser(for: Array(head.dropFirst(mark)))
        var offset = mark
        func feed() throws {
            let piece = try piece(file, at: offset, pieceSize)
            offset += piece.count
            parser.feed(piece)
            if piece.isEmpty { parser.finish() }
        }
        while format.hasHeader, parser.fields() == nil, !parser.isFinished { try feed() }
        var ids = IDBlock()
        while true {
            while let row = parser.next(&ids) {
                switch row {
                case .id: report.rows += 1
                case .bad(let line): report.add(line)
                }
                if ids.count == Self.blockSize { try flush(&ids, body) }
            }
            guard !parser.isFinished else { break }
            try feed()
        }
        try flush(&ids, body)
    }

    private func flush(_ ids: inout IDBlock, _ body: (TextBlock) throws -> Void) throws {
        guard ids.count > 0 else { return }
        try body(ids.block)
        ids.removeAll()
    }

    private func piece(
        _ file: RandomAccessFile, at offset: Int, _ count: Int
    ) throws(ListError) -> [UInt8] {
        try ListError.wrapping { () throws(ColumnError) in
            try file.bytes(at: offset, count: count)
        }
    }

    private func refuseOthers(_ piece: [UInt8]) throws(ListError) {
        let others: [(start: [UInt8], what: String)] = [
            ([0x1F, 0x8B], "a gzip file"), ([0x28, 0xB5, 0x2F, 0xFD], "a zstd file"),
            ([0x50, 0x4B, 0x03, 0x04], "a zip file or a spreadsheet"),
            (Array("PAR1".utf8), "a Parquet file"), ([0xFF, 0xFE], "text in UTF-16"),
            ([0xFE, 0xFF], "text in UTF-16"),
        ]
        for other in others where piece.starts(with: other.start) {
            throw .notText(path, other.what)
        }
    }

    /// A parser that knows delimiter and column.
    private func parser(for piece: [UInt8]) throws(ListError) -> ListParser {
        let delimiter: UInt8? =
            switch format.delimiter {
            case .none: nil
            case .byte(let byte): byte
            case .detected: Self.delimiter(of: piece)
            }
        func parser(_ column: Int) -> ListParser {
            ListParser(delimiter: delimiter, column: column, trims: format.trims)
        }
        switch format.column {
        case .position(let column): return parser(column)
        case .name(let name):
            var header = parser(0)
            header.feed(piece)
            header.finish()
            let names = header.fields() ?? []
            guard let column = names.firstIndex(where: { $0.utf8.elementsEqual(name.utf8) }) else {
                throw .noColumn(name, path, known: names)
            }
            return parser(column)
        }
    }

    /// The usual byte that occurs most in the first line, outside quotes.
    private static func delimiter(of piece: [UInt8]) -> UInt8 {
        let usual = Array(",;\t|".utf8)
        var counts = [Int](repeating: 0, count: usual.count)
        var isQuoted = false
        for byte in piece.prefix(ListParser.rowLimit) {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if byte == 0x0A, !isQuoted { break }
            if !isQuoted, let index = usual.firstIndex(of: byte) { counts[index] += 1 }
        }
        let most = counts.max() ?? 0
        return most == 0 ? usual[0] : usual[counts.firstIndex(of: most) ?? 0]
    }
}
