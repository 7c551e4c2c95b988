/// One line of a request's head, written as nearly every client writes it.
///
///     HeaderLine(bytes, at: place)   // of "Host: cxm\r\n…": the name, the value, where the next line begins
///
/// Nil where the line is not whole, is continued, or holds a byte that needs a closer look.
struct HeaderLine: Hashable, Sendable {
    /// Empty in the line that ends a head.
    let name: Range<Int>
    /// Without the blanks around it.
    let value: Range<Int>
    let end: Int

    init?(_ bytes: Span<UInt8>, at start: Int) {
        guard let last = Self.end(of: bytes, from: start) else { return nil }
        end = last + 2
        guard last > start else {
            (name, value) = (start..<start, start..<start)
            return
        }
        var colon = start
        while colon < last, Self.isName(bytes[colon]) { colon += 1 }
        guard colon > start, colon < last, bytes[colon] == UInt8(ascii: ":") else { return nil }
        name = start..<colon
        var (low, high) = (colon + 1, last)
        while low < high, Self.isBlank(bytes[low]) { low += 1 }
        while low < high, Self.isBlank(bytes[high - 1]) { high -= 1 }
        value = low..<high
    }

    /// Whether the name is this one, which is in small letters.
    func isNamed(_ wanted: String, in bytes: Span<UInt8>) -> Bool {
        Self.equals(bytes, name, wanted)
    }

    /// Whether these bytes are this text in small letters, written in any.
    static func equals(_ bytes: Span<UInt8>, _ range: Range<Int>, _ wanted: String) -> Bool {
        let letters = wanted.utf8.span
        guard range.count == letters.count else { return false }
        for place in range.indices where bytes[place] | 0x20 != letters[place - range.lowerBound] {
            return false
        }
        return true
    }

    /// Where a line's carriage return stands, with a line feed after it and no control character before.
    private static func end(of bytes: Span<UInt8>, from start: Int) -> Int? {
        var place = start
        while place < bytes.count, bytes[place] >= 0x20 || bytes[place] == 0x09 {
            if bytes[place] == 0x7F { return nil }
            place += 1
        }
        guard place + 1 < bytes.count, bytes[place] == 0x0D, bytes[place + 1] == 0x0A else {
            return nil
        }
        return place
    }

    /// Letters, digits, `-` and `_`.
    private static func isName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
