/// A deterministic Korean payment app: its members and all they did within a period.
///
///     let end = try CivilDate("2026-10-31")
///     let company = try DemoCompany(seed: 1, users: 50_000, days: 90, endingOn: end)
///     for history in company.histories {
///         for event in history.events { event.write(to: &buffer) }
///     }
///
/// A member is computed from the seed and the member's number alone, so member 17 is the same
/// among 100 members and among a million, and parts can be generated side by side.
/// Cost: a few hundred bytes for the calendar; about 15 microseconds per member and 90 days.
package struct DemoCompany: Sendable {
    package let users: Int
    let world: World

    /// Sets the stage: `days` days, of which `lastDay` is the last, in Korean time.
    ///
    ///     try DemoCompany(seed: 7, users: 100, days: 30, endingOn: CivilDate("2026-10-31"))
    ///
    /// Refuses counts outside 1...50,000,000 users and 1...3,650 days. Cost: one pass over the days.
    package init(
        seed: UInt64 = 1, users: Int = 50_000, days: Int = 90, endingOn lastDay: CivilDate
    ) throws(DemoCompanyError) {
        guard Self.userLimits.contains(users) else { throw .userCount(users) }
        guard Self.dayLimits.contains(days) else { throw .dayCount(days) }
        self.users = users
        world = World(seed: seed, period: Period(days: days, endingOn: lastDay.daysSinceEpoch))
    }

    static let userLimits = 1...50_000_000
    static let dayLimits = 1...3_650

    /// The histories of all members by member number, computed one at a time while iterating.
    ///
    ///     for history in company.histories { count += history.events.count }
    ///
    /// Cost: memory for one member, whatever the number of members.
    package var histories: some Sequence<MemberHistory> { histories(of: 1...users) }

    /// The histories of a part of the members, for callers that share the work among threads.
    ///
    ///     for history in company.histories(of: 1...25_000) { ... }
    ///
    /// Cost: memory for one member, whatever the length of the range.
    package func histories(of numbers: ClosedRange<Int>) -> some Sequence<MemberHistory> {
        precondition(
            numbers.lowerBound >= 1 && numbers.upperBound <= users, "members are 1...users")
        let world = self.world
        return numbers.lazy.map { MemberHistory(number: $0, in: world) }
    }

    /// All that is known about one member.
    ///
    ///     company.history(of: 1234).member.memberID    // "m0001234"
    ///
    /// Cost: time and memory of one member.
    package func history(of number: Int) -> MemberHistory {
        precondition(number >= 1 && number <= users, "members are 1...users")
        return MemberHistory(number: number, in: world)
    }
}
