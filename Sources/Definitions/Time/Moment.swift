/// A point in time as a definition writes it: a day, a wall-clock time, or one with an offset.
///
///     2011-09-01     2011-09-01T08:30:00     2011-09-01T08:30:00.5+02:00     2011-09-01T08:30:00Z
///
/// Without an offset it is read on the wall clock of the question's time zone.
package struct Moment: Hashable, Sendable {
    package let text: String
    /// Milliseconds since 1970-01-01 00:00 on the moment's own clock.
    let clock: Int64
    /// Milliseconds that the moment's clock is ahead of UTC; nil where the text does not say.
    let offset: Int64?

    package init?(_ text: String) {
        guard let parts = MomentParser.parse(text) else { return nil }
        self.text = text
        (clock, offset) = parts
    }

    package init(_ reader: JSONReader) throws(DefinitionError) {
        let text = try reader.string()
        guard let moment = Moment(text) else {
            throw DefinitionError(
                .wrongType, at: reader.pointer,
                "'\(text)' is no date or time; write it like 2026-10-31 or "
                    + "2026-10-31T09:00:00+09:00.")
        }
        self = moment
    }

    /// The instant in milliseconds since 1970 UTC.
    package func instant(in zone: Zone) -> Int64 {
        if let offset { clock - offset } else { zone.instant(ofLocal: clock) }
    }
}

/// Reads the RFC 3339 forms that `Moment` allows, without a formatter.
enum MomentParser {
    static func parse(_ text: String) -> (clock: Int64, offset: Int64?)? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 10, bytes[4] == 0x2D, bytes[7] == 0x2D,
            let year = number(bytes[0..<4]), let month = number(bytes[5..<7]),
            let day = number(bytes[8..<10])
        else { return nil }
        let date = CivilDate(year: year, month: month, day: day)
        guard CivilDate(daysSinceEpoch: date.daysSinceEpoch) == date else { return nil }
        let days = Int64(date.daysSinceEpoch) * TimeSpan.Unit.day.milliseconds
        if bytes.count == 10 { return (days, nil) }
        guard bytes[10] == UInt8(ascii: "T") || bytes[10] == 0x20 else { return nil }
        guard let (time, rest) = time(bytes[11...]), let offset = offset(rest) else { return nil }
        return (days + time, offset.milliseconds)
    }

    private static func time(_ bytes: ArraySlice<UInt8>) -> (Int64, ArraySlice<UInt8>)? {
        let start = bytes.startIndex
        guard bytes.count >= 5, bytes[start + 2] == 0x3A, let hour = number(bytes.prefix(2)),
            let minute = number(bytes[(start + 3)..<(start + 5)]), hour < 24, minute < 60
        else { return nil }
        var milliseconds = Int64(hour) * 3_600_000 + Int64(minute) * 60_000
        var rest = bytes.dropFirst(5)
        if rest.first == 0x3A {
            guard rest.count >= 3, let second = number(rest.dropFirst().prefix(2)), second < 60
            else { return nil }
            milliseconds += Int64(second) * 1000
            rest = rest.dropFirst(3)
        }
        if rest.first == 0x2E {
            let digits = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
            guard !digits.isEmpty, let fraction = number((Array(digits) + [48, 48]).prefix(3))
            else { return nil }
            milliseconds += Int64(fraction)
            rest = rest.dropFirst(1 + digits.count)
        }
        return (milliseconds, rest)
    }

    private static func offset(_ bytes: ArraySlice<UInt8>) -> (milliseconds: Int64?, Void)? {
        if bytes.isEmpty { return (nil, ()) }
        if bytes.elementsEqual([UInt8(ascii: "Z")]) { return (0, ()) }
        let start = bytes.startIndex
        guard bytes.count == 6, bytes[start] == 0x2B || bytes[start] == 0x2D,
            bytes[start + 3] == 0x3A, let hours = number(bytes[(start + 1)..<(start + 3)]),
            let minutes = number(bytes[(start + 4)...]), hours < 24, minutes < 60
        else { return nil }
        let magnitude = Int64(hours * 60 + minutes) * 60_000
        return (bytes[start] == 0x2D ? -magnitude : magnitude, ())
    }

    private static func number(_ bytes: some Collection<UInt8>) -> Int? {
        var value = 0
        for byte in bytes {
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return value
    }
}

extension JSONReader {
    /// A day such as `2027-01-31`.
    package func day() throws(DefinitionError) -> String {
        let moment = try Moment(self)
        guard moment.text.utf8.count == 10 else {
            throw DefinitionError(
                .wrongType, at: pointer, "'\(moment.text)' is no day; write it like 2027-01-31.")
        }
        return moment.text
    }
}
