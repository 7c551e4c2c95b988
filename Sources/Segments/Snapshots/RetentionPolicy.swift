package import Definitions

/// Which snapshots are kept: all of the last days, then one a week, one a month, one a year.
///
///     {"all_days": 90, "weekly_days": 365, "monthly_days": 1825, "yearly": true}
///
/// Days are counted back from a given day over data dates. Of a week (from Monday), a month or a year
/// the newest snapshot stays. What is published, and the newest of all, always stays.
package struct RetentionPolicy: Hashable, Sendable {
    /// Every snapshot whose data date is at most so many days old.
    package var allDays: Int
    /// One a week up to this age; at most `allDays`: none.
    package var weeklyDays: Int
    /// One a month up to this age.
    package var monthlyDays: Int
    /// One a year for ever.
    package var keepsYearly: Bool

    package init(
        allDays: Int = 400, weeklyDays: Int = 0, monthlyDays: Int = 1825, keepsYearly: Bool = true
    ) {
        self.allDays = allDays
        self.weeklyDays = weeklyDays
        self.monthlyDays = monthlyDays
        self.keepsYearly = keepsYearly
    }
}

extension RetentionPolicy {
    /// A snapshot as far as the policy asks.
    package struct Item: Hashable, Sendable {
        package let snapshot: Int64
        package let dataDate: CivilDate
        /// Published, or otherwise in use.
        package let isHeld: Bool

        package init(snapshot: Int64, dataDate: CivilDate, isHeld: Bool = false) {
            self.snapshot = snapshot
            self.dataDate = dataDate
            self.isHeld = isHeld
        }
    }

    /// The snapshots of one segment that go, in the order given. Later ones are newer where data dates
    /// are the same.
    package func removable(_ items: [Item], on day: CivilDate) -> [Int64] {
        var newest: [Span: Item] = [:]
        for item in items {
            guard let span = span(of: item, on: day) else { continue }
            if let other = newest[span], Self.isNewer(other, than: item) { continue }
            newest[span] = item
        }
        let last = items.max { Self.isNewer($1, than: $0) }
        return items.filter { item in
            if item.isHeld || item == last { return false }
            guard let span = span(of: item, on: day) else { return true }
            return newest[span] != item
        }.map(\.snapshot)
    }

    /// Of the snapshots of one span one stays.
    private enum Span: Hashable {
        case each(Int64)
        case week(Int)
        case month(Int, Int)
        case year(Int)
    }

    /// Nil where none stays.
    private func span(of item: Item, on day: CivilDate) -> Span? {
        let date = item.dataDate
        let age = day.daysSinceEpoch - date.daysSinceEpoch
        if age <= allDays { return .each(item.snapshot) }
        if age <= weeklyDays { return .week(date.daysSinceEpoch - date.weekday) }
        if age <= monthlyDays { return .month(date.year, date.month) }
        return keepsYearly ? .year(date.year) : nil
    }

    private static func isNewer(_ one: Item, than other: Item) -> Bool {
        (one.dataDate.daysSinceEpoch, one.snapshot)
            > (other.dataDate.daysSinceEpoch, other.snapshot)
    }
}
