import Definitions
import Testing

@Suite struct TimeRangeTests {
    /// The range as its two ends in the zone, without milliseconds.
    func resolved(_ range: String, _ zone: String, now: String) throws -> String {
        let zone = try Zone(zone)
        let moment = try #require(Moment(now))
        let range = try TimeRange(JSONReader(JSONValue(parsing: range)))
            .resolved(in: zone, now: moment.instant(in: zone))
        return [range.from, range.to].map { zone.text($0).replacing(":00.000", with: "") }
            .joined(separator: " ")
    }

    @Test(arguments: [
        (#"{"last":30,"unit":"day"}"#, "2026-10-02T00:00+09:00 2026-11-01T00:00+09:00"),
        (#"{"last":1,"unit":"day"}"#, "2026-10-31T00:00+09:00 2026-11-01T00:00+09:00"),
        (#"{"last":2,"unit":"hour"}"#, "2026-10-31T07:00+09:00 2026-10-31T09:00+09:00"),
        (#"{"this":"week"}"#, "2026-10-26T00:00+09:00 2026-11-02T00:00+09:00"),
        (#"{"previous":"week"}"#, "2026-10-19T00:00+09:00 2026-10-26T00:00+09:00"),
        (#"{"this":"month"}"#, "2026-10-01T00:00+09:00 2026-11-01T00:00+09:00"),
        (#"{"previous":"month"}"#, "2026-09-01T00:00+09:00 2026-10-01T00:00+09:00"),
        (#"{"last":3,"unit":"month"}"#, "2026-08-01T00:00+09:00 2026-11-01T00:00+09:00"),
        (#"{"previous":"year"}"#, "2025-01-01T00:00+09:00 2026-01-01T00:00+09:00"),
        (
            #"{"from":"2011-09-01","to":"2012-04-01"}"#,
            "2011-09-01T00:00+09:00 2012-04-01T00:00+09:00"
        ),
        (
            #"{"from":"2011-09-01T00:00Z","to":"2011-09-02"}"#,
            "2011-09-01T09:00+09:00 2011-09-02T00:00+09:00"
        ),
    ])
    func `ranges are calendar units of Seoul`(range: String, expected: String) throws {
        #expect(try resolved(range, "Asia/Seoul", now: "2026-10-31T08:15") == expected)
    }

    @Test func `days on which clocks change are 23 and 25 hours long`() throws {
        let spring = try resolved(
            #"{"this":"day"}"#, "America/New_York", now: "2026-03-08T12:00")
        #expect(spring == "2026-03-08T00:00-05:00 2026-03-09T00:00-04:00")
        let autumn = try resolved(
            #"{"this":"day"}"#, "America/New_York", now: "2026-11-01T12:00")
        #expect(autumn == "2026-11-01T00:00-04:00 2026-11-02T00:00-05:00")
    }

    @Test func `the hour that comes twice is two hours`() throws {
        let zone = try Zone("America/New_York")
        let now = try #require(Moment("2026-11-01T01:30:00-05:00")).instant(in: zone)
        let range = try TimeRange.this(.hour).resolved(in: zone, now: now)
        #expect(zone.text(range.from) == "2026-11-01T01:00:00.000-05:00")
        #expect(range.to - range.from == 3_600_000)
    }

    @Test(arguments: [
        (#"{"from":"2026-02-01","to":"2026-01-01"}"#, "2026-02-01"),
        (#"{"from":"2026-02-01","to":"2026-02-01"}"#, "holds no time"),
        (#"{"from":"2026-02-01T00:00Z","to":"2026-02-01T09:00"}"#, "holds no time"),
    ])
    func `an empty or reversed range is refused`(range: String, part: String) throws {
        let error = #expect(throws: DefinitionError.self) {
            try resolved(range, "Asia/Seoul", now: "2026-10-31")
        }
        #expect(error?.code == .outOfRange)
        #expect(error?.pointer == "/range")
        #expect(error?.detail.contains(part) == true)
    }

    @Test(arguments: [
        #"{"this":"month","last":3}"#, #"{"last":3,"unit":"day","from":"2026-01-01"}"#,
        #"{"from":"2026-01-01"}"#, #"{"to":"2026-01-01"}"#, #"{"last":3}"#,
        #"{"last":0,"unit":"day"}"#,
        #"{"this":"fortnight"}"#, #"{"from":"yesterday","to":"2026-01-01"}"#, "{}", "[]",
        #"{"last":"3","unit":"day"}"#, #"{"last":2.5,"unit":"day"}"#,
    ])
    func `what is no range is refused`(range: String) {
        #expect(throws: DefinitionError.self) {
            try TimeRange(JSONReader(JSONValue(parsing: range), pointer: "/range"))
        }
    }
}
