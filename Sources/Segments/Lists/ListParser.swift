import Columns

/// Finds the ids in delimited text that comes in pieces of any size.
///
/// Cost: about 3 ns a byte; memory: one piece and one row, at most 65,536 bytes.
struct ListParser {
    static let rowLimit = 1 << 16
    static let idLimit = 1024

    /// Nil: the whole line is the id.
    let delimiter: UInt8?
    let column: Int
    let trims: Bool

    /// The line of the next row, from 1.
    private(set) var line = 1
    private var buffer: [UInt8] = []
    private var position = 0
    private var isAtEnd = false
    /// Amid a line that is too long.
    private var skips = false

    init(delimiter: UInt8?, column: Int, trims: Bool) {
        self.delimiter = delimiter
        self.column = column
        self.trims = trims
    }

    /// Takes over a piece, after all rows before it have been read.
    mutating func feed(_ bytes: [UInt8]) {
        buffer.removeFirst(position)
        position = 0
        buffer += bytes
    }

    /// Whether all rows have been read, once `next` has given nil.
    var isFinished: Bool { isAtEnd }

    /// There are no more pieces.
    mutating func finish() { isAtEnd = true }

    enum Row: Equatable {
        case id
        case bad(ListReport.BadLine)
    }

    /// The next row that is not blank, its id appended to `ids`; nil where more bytes are needed, or at
    /// the end.
    mutating func next(_ ids: inout IDBlock) -> Row? {
        while let scan = nextScan() {
            defer { advance(scan) }
            if scan.isBlank { continue }
            if let fault = scan.fault { return bad(fault) }
            guard let field = scan.field else { return bad(.missingColumn) }
            if let fault = append(field, scan.quote, to: &ids) { return bad(fault) }
            return .id
        }
        return nil
    }

    /// All fields of the next row, for a header; nil where more bytes are needed, or at the end.
    mutating func fields() -> [String]? {
        guard !skips, let scan = RowScan(parser: self, collects: true).scanned(isAtEnd) else {
            guard buffer.count - position > Self.rowLimit else { return nil }
            advance(tooLong())
            return []
        }
        let names = scan.fields.map { field, quote in
            String(decoding: content(field, quote), as: UTF8.self)
        }
        advance(scan)
        return names
    }

    private mutating func nextScan() -> RowScan? {
        if skips { skipLine() }
        guard !skips, position < buffer.count else { return nil }
        if let scan = RowScan(parser: self, collects: false).scanned(isAtEnd) { return scan }
        guard buffer.count - position > Self.rowLimit else { return nil }
        return tooLong()
    }

    /// A row without an end in sight.
    private mutating func tooLong() -> RowScan {
        var scan = RowScan(parser: self, collects: false)
        scan.fault = .tooLong
        if let end = buffer[position...].firstIndex(of: 0x0A) {
            // A quote that is never closed: the row ends where its line does.
            scan.fault = .quote
            scan.end = end + 1
            scan.lines = 1
        } else {
            scan.end = buffer.count
            skips = true
        }
        return scan
    }

    private mutating func skipLine() {
        guard let end = buffer[position...].firstIndex(of: 0x0A) else {
            position = buffer.count
            return
        }
        position = end + 1
        line += 1
        skips = false
    }

    private mutating func advance(_ scan: RowScan) {
        position = scan.end
        line += scan.lines
    }

    private func bad(_ fault: ListReport.Fault) -> Row {
        let start = buffer[position...].prefix(200)
        let text = start.prefix { $0 != 0x0A && $0 != 0x0D }
        return .bad(.init(line: line, fault: fault, text: String(decoding: text, as: UTF8.self)))
    }

    private func append(
        _ field: Range<Int>, _ quote: RowScan.Quote, to ids: inout IDBlock
    ) -> ListReport.Fault? {
        guard !field.isEmpty else { return .empty }
        guard field.count <= Self.idLimit else { return .tooLong }
        let id = quote == .doubled ? content(field, quote)[...] : buffer[field]
        var isASCII = true
        for byte in id {
            if byte < 0x20 { return .unreadable }
            isASCII = isASCII && byte < 0x80
        }
        if !isASCII, String(validating: id, as: UTF8.self) == nil { return .unreadable }
        ids.append(id)
        return nil
    }

    private func content(_ field: Range<Int>, _ quote: RowScan.Quote) -> [UInt8] {
        guard quote == .doubled else { return Array(buffer[field]) }
        var content: [UInt8] = []
        var index = field.lowerBound
        while index < field.upperBound {
            content.append(buffer[index])
            index += buffer[index] == UInt8(ascii: "\"") ? 2 : 1
        }
        return content
    }
}

/// Ids one after another.
struct IDBlock {
    private(set) var bytes: [UInt8] = []
    /// Where each ends, after a 0.
    private(set) var ends: [UInt32] = [0]

    var count: Int { ends.count - 1 }

    mutating func append(_ id: ArraySlice<UInt8>) {
        bytes += id
        ends.append(UInt32(bytes.count))
    }

    var block: TextBlock {
        TextBlock(codes: (0..<UInt32(count)).map { $0 + 1 }, ends: ends, bytes: bytes)
    }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        ends.append(0)
    }
}

extension ListParser {
    /// One row as it lies in the buffer.
    struct RowScan {
        enum Quote { case none, plain, doubled }

        /// Where the id stands; nil where the row has too few columns.
        var field: Range<Int>?
        var quote = Quote.none
        var fields: [(Range<Int>, Quote)] = []
        var fault: ListReport.Fault?
        var isBlank = false
        /// Where the next row begins, and how many lines the row takes.
        var end: Int
        var lines = 0

        private let buffer: [UInt8]
        private let delimiter: UInt8?
        private let column: Int
        private let trims: Bool
        private let collects: Bool
        private let start: Int

        init(parser: ListParser, collects: Bool) {
            buffer = parser.buffer
            delimiter = parser.delimiter
            column = parser.column
            trims = parser.trims
            start = parser.position
            end = start
            self.collects = collects
        }

        /// Nil where the row's end is not in the buffer and may still come.
        consuming func scanned(_ isAtEnd: Bool) -> RowScan? {
            guard start < buffer.count else { return nil }
            var index = 0
            while true {
                let first = end
                let isQuoted = beginsQuoted()
                let ends = isQuoted ? quoted(index, isAtEnd) : plain(index, isAtEnd)
                guard let ends else { return isQuoted && isAtEnd ? openQuote() : nil }
                if ends {
                    isBlank = index == 0 && !isQuoted && isBlank(first..<end)
                    return self
                }
                index += 1
            }
        }

        private func isSpace(_ byte: UInt8) -> Bool {
            (byte == 0x20 || byte == 0x09) && byte != delimiter
        }

        private func beginsQuoted() -> Bool {
            guard delimiter != nil else { return false }
            var place = end
            while trims, place < buffer.count, isSpace(buffer[place]) { place += 1 }
            return place < buffer.count && buffer[place] == UInt8(ascii: "\"")
        }

        private func isBlank(_ range: Range<Int>) -> Bool {
            buffer[range].allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
        }

        private mutating func take(_ index: Int, _ range: Range<Int>, _ quote: Quote) {
            if collects { fields.append((range, quote)) }
            guard index == column else { return }
            field = range
            self.quote = quote
        }

        /// Whether the row ends with the field; nil where the field's end is not in the buffer.
        private mutating func plain(_ index: Int, _ isAtEnd: Bool) -> Bool? {
            var first = end
            var place = first
            let delimiter = delimiter ?? 0x0A
            while place < buffer.count, buffer[place] != 0x0A, buffer[place] != delimiter {
                place += 1
            }
            guard place < buffer.count || isAtEnd else { return nil }
            let ends = place == buffer.count || buffer[place] == 0x0A
            var last = place
            if ends, last > first, buffer[last - 1] == 0x0D { last -= 1 }
            while trims, first < last, isSpace(buffer[first]) { first += 1 }
            while trims, last > first, isSpace(buffer[last - 1]) { last -= 1 }
            take(index, first..<last, .none)
            return close(place, ends)
        }

        private mutating func quoted(_ index: Int, _ isAtEnd: Bool) -> Bool? {
            var place = end
            while isSpace(buffer[place]) { place += 1 }
            let first = place + 1
            var quote = Quote.plain
            place = first
            while true {
                guard place < buffer.count else { return nil }
                if buffer[place] == UInt8(ascii: "\"") {
                    guard place + 1 < buffer.count || isAtEnd else { return nil }
                    guard place + 1 < buffer.count, buffer[place + 1] == UInt8(ascii: "\"") else {
                        break
                    }
                    quote = .doubled
                    place += 1
                } else if buffer[place] == 0x0A {
                    lines += 1
                }
                place += 1
            }
            take(index, first..<place, quote)
            place += 1
            while trims, place < buffer.count, isSpace(buffer[place]) { place += 1 }
            if place < buffer.count, buffer[place] == 0x0D { place += 1 }
            guard place < buffer.count || isAtEnd else { return nil }
            if place == buffer.count || buffer[place] == 0x0A { return close(place, true) }
            if buffer[place] == delimiter { return close(place, false) }
            fault = .quote
            while place < buffer.count, buffer[place] != 0x0A { place += 1 }
            return place < buffer.count || isAtEnd ? close(place, true) : nil
        }

        private mutating func close(_ place: Int, _ ends: Bool) -> Bool {
            if ends { lines += 1 }
            end = min(place + 1, buffer.count)
            return ends
        }

        /// At the end of the file: the row ends where its first line does.
        private consuming func openQuote() -> RowScan {
            fault = .quote
            lines = 1
            end = buffer[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? buffer.count
            return self
        }
    }
}
