package import Definitions

/// When something is done again and again: at times of the project's clock, or after imports.
///
///     try Schedule(["daily": "06:30"]).next(after: now, in: seoul)
///
/// Several rules are a list; whichever comes first counts.
package struct Schedule: Hashable, Sendable {
    package enum Rule: Hashable, Sendable {
        /// `{"daily": "06:30"}`
        case daily(TimeOfDay)
        /// `{"weekly": {"on": ["monday", "friday"], "at": "06:30"}}`; days in the order of the week.
        case weekly(on: [Weekday], at: TimeOfDay)
        /// `{"after_import": "payments"}`: after each import into that dataset or table.
        case afterImport(String)
    }

    /// At least one.
    package let rules: [Rule]

    package init(_ first: Rule, _ others: Rule...) {
        rules = [first] + others
    }

    init(rules: [Rule]) {
        precondition(!rules.isEmpty, "A schedule has a rule.")
        self.rules = rules
    }

    /// The first time after `instant` at which it says so; nil where it waits for imports only.
    ///
    /// Times are those of the zone's wall clock. One that a change of the clock leaves out comes as
    /// much later (02:30 becomes 03:30); one that comes twice counts once, the first time.
    package func next(after instant: Int64, in zone: Zone) -> Int64? {
        rules.compactMap { $0.next(after: instant, in: zone) }.min()
    }

    /// The last time up to `instant` at which it said so; nil where it waits for imports only.
    ///
    /// What was made before it is out of date.
    package func latest(upTo instant: Int64, in zone: Zone) -> Int64? {
        rules.compactMap { $0.latest(upTo: instant, in: zone) }.max()
    }

    /// Whether an import into this dataset or table starts it.
    package func follows(importOf name: String) -> Bool {
        rules.contains(.afterImport(name))
    }
}

extension Schedule.Rule {
    fileprivate func next(after instant: Int64, in zone: Zone) -> Int64? {
        times(around: instant, in: zone).first { $0 > instant }
    }

    fileprivate func latest(upTo instant: Int64, in zone: Zone) -> Int64? {
        times(around: instant, in: zone).last { $0 <= instant }
    }

    /// All times from nine days before the instant to nine days after it, ascending.
    private func times(around instant: Int64, in zone: Zone) -> [Int64] {
        let time: TimeOfDay
        var weekdays = Set(Weekday.allCases)
        switch self {
        case .daily(let at): time = at
        case .weekly(let on, let at): (weekdays, time) = (Set(on), at)
        case .afterImport: return []
        }
        let today = zone.date(of: instant).daysSinceEpoch
        return (today - 9...today + 9).compactMap { day in
            guard weekdays.contains(Weekday(CivilDate(daysSinceEpoch: day))) else { return nil }
            let midnight = Int64(day) * TimeSpan.Unit.day.milliseconds
            return zone.instant(ofLocal: midnight + time.milliseconds)
        }
    }
}
