import Warehouses

/// Finds places in a text of statements: past comments, and past semicolons inside quotes.
///
///     StatementScan("SELECT ';'; DROP TABLE a").secondStatement   // line 1, column 13
struct StatementScan {
    private let text: String
    private let bytes: [UInt8]

    init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
    }

    /// Where the first word stands; nil in a text without one.
    var firstWord: WarehouseError.Position? {
        let start = skippingBlanks(from: 0)
        return start < bytes.count ? position(start) : nil
    }

    /// Where a second statement starts; nil where there is none.
    var secondStatement: WarehouseError.Position? {
        var index = skippingBlanks(from: 0)
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: ";") {
                var next = skippingBlanks(from: index + 1)
                while next < bytes.count, bytes[next] == UInt8(ascii: ";") {
                    next = skippingBlanks(from: next + 1)
                }
                return next < bytes.count ? position(next) : nil
            }
            index = skippingBlanks(from: afterToken(at: index))
        }
        return nil
    }

    /// The place of a byte; nil beyond the end.
    func position(_ offset: Int) -> WarehouseError.Position? {
        (0...bytes.count).contains(offset) ? DuckDBMessage.position(offset, in: text) : nil
    }

    /// Past spaces and comments.
    private func skippingBlanks(from start: Int) -> Int {
        var index = start
        while index < bytes.count {
            if [0x20, 0x09, 0x0A, 0x0D, 0x0C].contains(bytes[index]) {
                index += 1
            } else if follows("--", at: index) {
                while index < bytes.count, bytes[index] != 0x0A { index += 1 }
            } else if follows("/*", at: index) {
                index += 2
                while index < bytes.count, !follows("*/", at: index) { index += 1 }
                index += 2
            } else {
                return index
            }
        }
        return bytes.count
    }

    /// Past what starts here: a quoted text or name, or one byte.
    private func afterToken(at start: Int) -> Int {
        switch bytes[start] {
        case UInt8(ascii: "'"), UInt8(ascii: "\""): afterQuote(at: start)
        case UInt8(ascii: "$"): afterDollarQuote(at: start)
        default: start + 1
        }
    }

    /// A doubled quote is two quoted texts to this scan, which ends at the same place.
    private func afterQuote(at start: Int) -> Int {
        let escapes = start > 0 && [0x65, 0x45].contains(bytes[start - 1])
        var index = start + 1
        while index < bytes.count, bytes[index] != bytes[start] {
            index += escapes && bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return index + 1
    }

    /// `$$ … $$` and `$tag$ … $tag$`; a parameter `$1` is no quote.
    private func afterDollarQuote(at start: Int) -> Int {
        guard let end = bytes[(start + 1)...].firstIndex(of: UInt8(ascii: "$")),
            bytes[(start + 1)..<end].allSatisfy({ $0 >= 0x80 || $0 == 0x5F || isLetter($0) })
        else { return start + 1 }
        let tag = bytes[start...end]
        var index = end + 1
        while index < bytes.count, !bytes[index...].starts(with: tag) { index += 1 }
        return index + tag.count
    }

    private func isLetter(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    private func follows(_ word: StaticString, at index: Int) -> Bool {
        bytes[index...].starts(with: word.description.utf8)
    }
}
