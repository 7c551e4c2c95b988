package import Definitions

/// A minute of the wall clock's day: `06:30`.
package struct TimeOfDay: Hashable, Sendable {
    /// 0 to 1439
    package let minutes: Int

    package init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count == 2, let hour = Self.number(parts[0]),
            let minute = Self.number(parts[1]),
            hour < 24, minute < 60
        else { return nil }
        minutes = hour * 60 + minute
    }

    private static func number(_ digits: Substring.UTF8View.SubSequence) -> Int? {
        guard digits.count == 2, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    /// `06:30`
    package var text: String {
        let (hour, minute) = (minutes / 60, minutes % 60)
        return (hour < 10 ? "0" : "") + "\(hour):" + (minute < 10 ? "0" : "") + "\(minute)"
    }

    var milliseconds: Int64 { Int64(minutes) * TimeSpan.Unit.minute.milliseconds }
}

/// A day of the week, which begins on Monday.
package enum Weekday: String, CaseIterable, Sendable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    package init(_ date: CivilDate) {
        self = Self.allCases[date.weekday]
    }
}
