/// A day of the Gregorian calendar, without time or zone.
///
///     try CivilDate("2026-10-31").daysSinceEpoch    // 20757
///
/// Cost: a few integer operations per conversion.
package struct CivilDate: Sendable, Hashable {
    package let year: Int
    package let month: Int
    package let day: Int

    /// Reads `2026-10-31`; the year lies in 1900...2200 and the day must exist.
    ///
    ///     try CivilDate("2026-02-30")    // throws: there is no such day
    ///
    /// Cost: one split of ten characters.
    package init(_ text: String) throws(DemoCompanyError) {
        let digits = Array(text.utf8)
        guard digits.count == 10, digits[4] == 0x2D, digits[7] == 0x2D,
            let year = Self.number(digits[0..<4]), let month = Self.number(digits[5..<7]),
            let day = Self.number(digits[8..<10]), (1900...2200).contains(year)
        else { throw .date(text) }
        let written = CivilDate(year: year, month: month, day: day)
        // Only a day that exists survives the way there and back.
        guard CivilDate(daysSinceEpoch: written.daysSinceEpoch) == written else {
            throw .date(text)
        }
        self = written
    }

    init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// The day that lies so many days after 1970-01-01.
    ///
    ///     CivilDate(daysSinceEpoch: 0)    // 1970-01-01
    ///
    /// Cost: a dozen integer operations.
    package init(daysSinceEpoch: Int) {
        // Years begin in March, so that the leap day is the last of its year.
        let shifted = daysSinceEpoch + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    package var daysSinceEpoch: Int {
        let marchYear = month <= 2 ? year - 1 : year
        let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
        let yearOfEra = marchYear - era * 400
        let marchMonth = month > 2 ? month - 3 : month + 9
        let dayOfYear = (153 * marchMonth + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for digit in digits {
            guard digit >= 0x30, digit <= 0x39 else { return nil }
            value = value * 10 + Int(digit - 0x30)
        }
        return value
    }
}
