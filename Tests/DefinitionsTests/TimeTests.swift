import Definitions
import TestSupport
import Testing

@Suite struct TimeTests {
    @Test func `every day has one number and one date`() {
        var previous = CivilDate(daysSinceEpoch: -800_001)
        for days in stride(from: -800_000, through: 800_000, by: 1) {
            let date = CivilDate(daysSinceEpoch: days)
            guard date.daysSinceEpoch == days,
                (date.year, date.month, date.day) > (previous.year, previous.month, previous.day)
            else {
                Issue.record("day \(days) is \(date)")
                return
            }
            previous = date
        }
        #expect(CivilDate(year: 2026, month: 11, day: 23).daysSinceEpoch == 20780)
        #expect(CivilDate(year: 1970, month: 1, day: 1).weekday == 3)
        #expect(CivilDate(year: 2026, month: 11, day: 23).weekday == 0)
        #expect(CivilDate(daysSinceEpoch: -1).text == "1969-12-31")
        let march = CivilDate(year: 2024, month: 3, day: 31)
        #expect(march.firstOfMonth(adding: -1).text == "2024-02-01")
        #expect(march.firstOfMonth(adding: -15).text == "2022-12-01")
        #expect(march.firstOfMonth(adding: 10).text == "2025-01-01")
    }

    @Test(arguments: [
        ("1970-01-01", 0), ("1970-01-02T00:00:00Z", 86_400_000), ("1970-01-01T09:00+09:00", 0),
        ("1970-01-01 00:00:01", 1000), ("1970-01-01T00:00:00.5Z", 500),
        ("1970-01-01T00:00:00.123456Z", 123), ("1969-12-31T19:00:00-05:00", 0),
        ("2011-10-01T00:38:44.546+02:00", 1_317_422_324_546),
        ("2024-02-29T00:00:00Z", 1_709_164_800_000),
    ])
    func `a moment is read`(text: String, milliseconds: Int64) {
        #expect(Moment(text)?.instant(in: .utc) == milliseconds)
    }

    @Test(arguments: [
        "", "2026", "2026-13-01", "2026-02-29", "2026-00-10", "2026-1-1", "2026-01-01T",
        "2026-01-01T24:00:00", "2026-01-01T10:60:00", "2026-01-01T10:00:60", "2026-01-01T10",
        "2026-01-01T10:00:00.", "2026-01-01T10:00:00+0900", "2026-01-01T10:00:00 ", "tomorrow",
        "2026/01/01", "2026-01-01x", "２026-01-01",
    ])
    func `what is no moment is refused`(text: String) {
        #expect(Moment(text) == nil)
    }

    @Test func `without an offset a moment is read on the zone's clock`() throws {
        let seoul = try Zone("Asia/Seoul")
        #expect(Moment("1970-01-01")?.instant(in: seoul) == -9 * 3_600_000)
        #expect(Moment("1970-01-01T00:00Z")?.instant(in: seoul) == 0)
        #expect(seoul.text(0) == "1970-01-01T09:00:00.000+09:00")
        #expect(seoul.date(of: -1).text == "1970-01-01")
    }

    @Test func `an unknown zone is refused with the nearest name`() {
        let error = #expect(throws: DefinitionError.self) { try Zone("Asia/Seol") }
        #expect(error?.pointer == "/timezone")
        #expect(error?.detail == "There is no time zone 'Asia/Seol'; the nearest is 'Asia/Seoul'.")
        #expect(throws: DefinitionError.self) { try Zone("KST") }
    }

    @Test(arguments: [
        ("America/New_York", "2026-03-08T02:30", "2026-03-08T03:30:00.000-04:00"),  // skipped
        ("America/New_York", "2026-11-01T01:30", "2026-11-01T01:30:00.000-04:00"),  // twice
        ("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T02:30:00.000+02:00"),  // twice
        ("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T03:30:00.000+02:00"),  // skipped
        ("America/Sao_Paulo", "2018-11-04", "2018-11-04T01:00:00.000-02:00"),  // skipped midnight
        ("America/Havana", "2026-11-01", "2026-11-01T00:00:00.000-04:00"),  // midnight twice
        ("Asia/Kathmandu", "2026-01-01T12:00", "2026-01-01T12:00:00.000+05:45"),
        ("Asia/Seoul", "2026-01-01T12:00", "2026-01-01T12:00:00.000+09:00"),
    ])
    func `a wall clock names one instant even when clocks change`(
        zone: String, local: String, expected: String
    ) throws {
        let zone = try Zone(zone)
        let moment = try #require(Moment(local))
        #expect(zone.text(moment.instant(in: zone)) == expected)
    }
}
