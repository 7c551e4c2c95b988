/// Consecutive calendar periods of a time zone, as instants.
package struct PeriodCalendar: Hashable, Sendable {
    /// Where each period starts, in milliseconds since 1970 UTC, and where the last one ends.
    package let starts: [Int64]
    /// The first day of each period.
    package let dates: [CivilDate]

    package var count: Int { dates.count }

    /// `count` periods from the one that holds `instant`, moved by `offset` periods.
    init(
        _ period: Retention.Period, from instant: Int64, offset: Int = 0, count: Int, zone: Zone
    ) {
        let first = period.first(of: zone.date(of: instant))
        var dates: [CivilDate] = []
        for index in offset...(offset + count) { dates.append(period.date(first, adding: index)) }
        starts = dates.map { zone.start(of: $0) }
        self.dates = Array(dates.dropLast())
    }

    /// The index of the period that holds `instant`: -1 before the first, `count` after the last.
    package func index(of instant: Int64) -> Int {
        var low = 0
        var high = starts.count
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] <= instant { low = middle + 1 } else { high = middle }
        }
        return low - 1
    }
}

extension Retention.Period {
    /// The first day of the period that holds a day.
    package func first(of date: CivilDate) -> CivilDate {
        switch self {
        case .day: date
        case .week: CivilDate(daysSinceEpoch: date.daysSinceEpoch - date.weekday)
        case .month: date.firstOfMonth(adding: 0)
        }
    }

    /// The first day of the period `count` periods after the one that begins on `first`.
    package func date(_ first: CivilDate, adding count: Int) -> CivilDate {
        switch self {
        case .day: CivilDate(daysSinceEpoch: first.daysSinceEpoch + count)
        case .week: CivilDate(daysSinceEpoch: first.daysSinceEpoch + 7 * count)
        case .month: first.firstOfMonth(adding: count)
        }
    }

    /// How many periods lie from the one that begins on `first` to the one on `second`.
    func distance(from first: CivilDate, to second: CivilDate) -> Int {
        switch self {
        case .day: second.daysSinceEpoch - first.daysSinceEpoch
        case .week: (second.daysSinceEpoch - first.daysSinceEpoch) / 7
        case .month: 12 * (second.year - first.year) + second.month - first.month
        }
    }
}
