/// Bytes of a CSV file (RFC 4180, UTF-8) as they grow; the caller writes and empties them.
///
///     var buffer = CSVBuffer()
///     buffer.appendHeader(of: .payments)
///     for history in company.histories {
///         for payment in history.payments { payment.write(to: &buffer) }
///         if buffer.bytes.count > 1_000_000 { try file.write(buffer.bytes); buffer.empty() }
///     }
///
/// Lines end with CR LF; a field is quoted where it holds a comma, a quote or a line break; a
/// missing value is an empty field. Cost: some nanoseconds per byte.
package struct CSVBuffer: Sendable {
    package private(set) var bytes: [UInt8] = []
    private var isAtLineStart = true

    package init() {}

    /// Forgets the bytes and keeps the memory.
    ///
    ///     buffer.empty()
    ///
    /// Cost: none.
    package mutating func empty() { bytes.removeAll(keepingCapacity: true) }

    /// The names of a table's columns as the first line.
    ///
    ///     buffer.appendHeader(of: .members)
    ///
    /// Cost: one line.
    package mutating func appendHeader(of table: DemoTable) {
        for column in table.columns { append(text: column.name) }
        endRecord()
    }

    mutating func append(text: String) {
        separate()
        if text.utf8.contains(where: Self.needsQuotes) {
            appendQuoted(text)
        } else {
            bytes.append(contentsOf: text.utf8)
        }
    }

    /// Codes hold nothing to quote.
    mutating func append<Code: Labelled>(_ code: Code?) {
        separate()
        if let code { bytes.append(contentsOf: code.rawValue.utf8) }
    }

    /// Text of our own that holds nothing to quote, as codes and labels do: not looked through.
    mutating func append(plain text: String) {
        separate()
        bytes.append(contentsOf: text.utf8)
    }

    mutating func append(_ number: Int?) {
        separate()
        if let number { appendDigits(number, width: 1) }
    }

    mutating func append(_ flag: Bool) { append(plain: flag ? "true" : "false") }

    mutating func append(_ date: CivilDate?) {
        separate()
        if let date { appendDay(date) }
    }

    /// A UTC time on the Korean clock: `2026-10-31T12:34:56.789+09:00`.
    mutating func append(time utc: Int64) {
        separate()
        let local = Int(utc + KoreanTime.offsetMilliseconds)
        let day = Int(KoreanTime.dayMilliseconds)
        appendDay(CivilDate(daysSinceEpoch: local / day))
        let rest = local % day
        bytes.append(UInt8(ascii: "T"))
        appendDigits(rest / 3_600_000, width: 2)
        bytes.append(UInt8(ascii: ":"))
        appendDigits(rest / 60_000 % 60, width: 2)
        bytes.append(UInt8(ascii: ":"))
        appendDigits(rest / 1_000 % 60, width: 2)
        bytes.append(UInt8(ascii: "."))
        appendDigits(rest % 1_000, width: 3)
        bytes.append(contentsOf: "+09:00".utf8)
    }

    mutating func append(member number: Int?) {
        separate()
        guard let number else { return }
        bytes.append(UInt8(ascii: "m"))
        appendDigits(number, width: 7)
    }

    mutating func append(_ reference: Reference?) {
        separate()
        guard let reference else { return }
        bytes.append(reference.table.rawValue)
        appendDigits(reference.member, width: 7)
        bytes.append(UInt8(ascii: "-"))
        appendDigits(reference.number, width: 4)
    }

    mutating func endRecord() {
        bytes.append(0x0D)
        bytes.append(0x0A)
        isAtLineStart = true
    }

    private mutating func separate() {
        if !isAtLineStart { bytes.append(UInt8(ascii: ",")) }
        isAtLineStart = false
    }

    private mutating func appendQuoted(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func appendDay(_ date: CivilDate) {
        appendDigits(date.year, width: 4)
        bytes.append(UInt8(ascii: "-"))
        appendDigits(date.month, width: 2)
        bytes.append(UInt8(ascii: "-"))
        appendDigits(date.day, width: 2)
    }

    /// A number that is not negative, with leading zeros up to the width.
    private mutating func appendDigits(_ number: Int, width: Int) {
        if number >= 10 || width > 1 { appendDigits(number / 10, width: width - 1) }
        bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
    }

    private static func needsQuotes(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 0x0A || byte == 0x0D
    }
}
