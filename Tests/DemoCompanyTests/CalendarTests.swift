import Testing

@testable import DemoCompany

struct CalendarTests {
    @Test func `dates and day counts convert both ways`() throws {
        #expect(try CivilDate("1970-01-01").daysSinceEpoch == 0)
        #expect(try CivilDate("2026-10-31").daysSinceEpoch == 20_757)
        #expect(try CivilDate("1969-12-31").daysSinceEpoch == -1)
        // One expectation for all days: an expectation a day would take a second.
        let days = (-25_000...60_000).map { ($0, CivilDate(daysSinceEpoch: $0)) }
        #expect(days.allSatisfy { day, date in date.daysSinceEpoch == day })
        let follow = zip(days, days.dropFirst()).allSatisfy { today, tomorrow in
            let isNextInMonth =
                tomorrow.1.month == today.1.month && tomorrow.1.day == today.1.day + 1
            return isNextInMonth || (tomorrow.1.day == 1 && today.1.day >= 28)
        }
        #expect(follow)
    }

    @Test(arguments: [
        "2026-02-29", "2026-13-01", "2026-1-1", "", "2026/10/31", "1026-10-31", "２026-10-3",
    ])
    func `a date that does not exist is refused`(text: String) {
        #expect(throws: DemoCompanyError.date(text)) { try CivilDate(text) }
    }

    @Test func `wages come on the 25th or on the working day before`() throws {
        let paydays = { (from: String, to: String) in
            try (CivilDate(from).daysSinceEpoch...CivilDate(to).daysSinceEpoch)
                .filter(KoreanCalendar.isPayday)
                .map { CivilDate(daysSinceEpoch: $0) }.map { [$0.month, $0.day] }
        }
        // The 25th of September 2026 is Chuseok; the 25th of October is a Sunday.
        #expect(
            try paydays("2026-07-01", "2026-10-31") == [[7, 24], [8, 25], [9, 23], [10, 23]])
    }

    @Test func `logarithm and exponential are close and inverse`() {
        #expect(abs(Elementary.logarithm(10) - 2.302_585_093) < 1e-8)
        #expect(abs(Elementary.exponential(1) - 2.718_281_828) < 1e-8)
        let isInverse = (1...2_000).map { Double($0) / 100 }.allSatisfy {
            abs(Elementary.exponential(Elementary.logarithm($0)) / $0 - 1) < 1e-8
        }
        #expect(isInverse)
    }

    @Test func `random streams of different names differ and are even`() {
        var first = RandomStream(seed: 1, member: 1, purpose: .visit, ordinal: 1)
        var second = RandomStream(seed: 1, member: 1, purpose: .visit, ordinal: 2)
        var third = RandomStream(seed: 1, member: 1, purpose: .agenda, ordinal: 1)
        #expect(Set([first.next(), second.next(), third.next()]).count == 3)
        let mean = (1...20_000).reduce(0.0) { sum, _ in sum + first.fraction() } / 20_000
        #expect(abs(mean - 0.5) < 0.01)
        let ordinals = (1...20_000).reduce(0.0) { sum, ordinal in
            var random = RandomStream(seed: 1, member: 5, purpose: .push, ordinal: ordinal)
            return sum + random.fraction()
        }
        #expect(abs(ordinals / 20_000 - 0.5) < 0.01)
    }
}
