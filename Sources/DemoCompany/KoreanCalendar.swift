/// Days off and paydays in Korea.
enum KoreanCalendar {
    /// Days since a Monday, 0...6.
    static func weekday(_ day: Int) -> Int { ((day + 3) % 7 + 7) % 7 }

    static func isDayOff(_ day: Int) -> Bool {
        if weekday(day) >= 5 { return true }
        let date = CivilDate(daysSinceEpoch: day)
        if solarHolidays.contains(where: { $0 == (date.month, date.day) }) { return true }
        return (-1...1).contains { feast(on: day + $0) != nil }
    }

    /// Wages arrive on the 25th, or on the last working day before it.
    static func isPayday(_ day: Int) -> Bool {
        guard !isDayOff(day) else { return false }
        var last = day
        while isDayOff(last + 1) { last += 1 }
        return (day...last).contains { CivilDate(daysSinceEpoch: $0).day == 25 }
    }

    static func feast(on day: Int) -> Feast? {
        let date = CivilDate(daysSinceEpoch: day)
        if seollal.contains(where: { $0 == (date.year, date.month, date.day) }) { return .seollal }
        if chuseok.contains(where: { $0 == (date.year, date.month, date.day) }) { return .chuseok }
        return nil
    }

    private static let solarHolidays = [
        (1, 1), (3, 1), (5, 5), (6, 6), (8, 15), (10, 3), (10, 9), (12, 25),
    ]

    // The lunar feasts by their solar dates in Korea; other years go without.
    private static let seollal = [
        (2023, 1, 22), (2024, 2, 10), (2025, 1, 29), (2026, 2, 17), (2027, 2, 7),
        (2028, 1, 27), (2029, 2, 13), (2030, 2, 3),
    ]
    private static let chuseok = [
        (2023, 9, 29), (2024, 9, 17), (2025, 10, 6), (2026, 9, 25), (2027, 9, 15),
        (2028, 10, 3), (2029, 9, 22), (2030, 9, 12),
    ]
}

/// The two lunar feasts at which families meet, travel, give and send money.
enum Feast: Sendable { case seollal, chuseok }
