import Definitions
import Jobs
import Testing

@Suite struct ScheduleTests {
    private let seoul: Zone
    private let berlin: Zone

    init() throws {
        seoul = try Zone("Asia/Seoul")
        berlin = try Zone("Europe/Berlin")
    }

    private func instant(_ text: String, _ zone: Zone) throws -> Int64 {
        try #require(Moment(text)).instant(in: zone)
    }

    private func next(_ json: String, after text: String, _ zone: Zone) throws -> String? {
        try Schedule(parsing: json).next(after: instant(text, zone), in: zone).map(zone.text)
    }

    @Test(arguments: [
        (#"{"daily": "06:30"}"#, "2026-11-24T06:29:59.999", "2026-11-24T06:30:00.000+09:00"),
        (#"{"daily": "06:30"}"#, "2026-11-24T06:30:00", "2026-11-25T06:30:00.000+09:00"),
        (#"{"daily": "00:00"}"#, "2026-12-31T23:59:00", "2027-01-01T00:00:00.000+09:00"),
        // A Tuesday.
        (
            #"{"weekly": {"on": ["friday", "monday"], "at": "09:00"}}"#, "2026-11-24",
            "2026-11-27T09:00:00.000+09:00"
        ),
        (
            #"{"weekly": {"on": ["tuesday"], "at": "09:00"}}"#, "2026-11-24T09:00:00",
            "2026-12-01T09:00:00.000+09:00"
        ),
        (
            #"[{"daily": "22:00"}, {"weekly": {"on": ["wednesday"], "at": "03:00"}}, {"after_import": "a"}]"#,
            "2026-11-24T22:00:00", "2026-11-25T03:00:00.000+09:00"
        ),
    ])
    func `the next time follows the wall clock`(
        json: String, after: String, expected: String
    ) throws {
        #expect(try next(json, after: after, seoul) == expected)
    }

    @Test func `an import is no time`() throws {
        let schedule = try Schedule(parsing: #"{"after_import": "payments"}"#)
        #expect(schedule.next(after: 0, in: seoul) == nil)
        #expect(schedule.latest(upTo: 0, in: seoul) == nil)
        #expect(schedule.follows(importOf: "payments"))
        #expect(!schedule.follows(importOf: "members"))
    }

    @Test func `a change of the clock neither drops nor doubles a day`() throws {
        let rule = #"{"daily": "02:30"}"#
        // Clocks go from 02:00 to 03:00 on 2026-03-29, from 03:00 to 02:00 on 2026-10-25.
        #expect(
            try next(rule, after: "2026-03-28T12:00:00", berlin) == "2026-03-29T03:30:00.000+02:00")
        #expect(
            try next(rule, after: "2026-03-29T03:30:00", berlin) == "2026-03-30T02:30:00.000+02:00")
        #expect(
            try next(rule, after: "2026-10-24T12:00:00", berlin) == "2026-10-25T02:30:00.000+02:00")
        let first = try instant("2026-10-25T02:30:00+02:00", berlin)
        let schedule = try Schedule(parsing: rule)
        #expect(
            schedule.next(after: first, in: berlin).map(berlin.text)
                == "2026-10-26T02:30:00.000+01:00")
        #expect(schedule.latest(upTo: first + 3_600_000, in: berlin) == first)
    }

    @Test(arguments: ["Asia/Seoul", "Europe/Berlin", "America/New_York", "Pacific/Apia", "UTC"])
    func `from each time to the next, a year has every day once`(name: String) throws {
        let zone = try Zone(name)
        let daily = try Schedule(parsing: #"{"daily": "02:15"}"#)
        let weekly = try Schedule(
            parsing: #"{"weekly": {"on": ["sunday", "wednesday"], "at": "02:15"}}"#)
        var instant = try instant("2025-12-31T12:00:00", zone)
        let end = try self.instant("2026-12-31T12:00:00", zone)
        var days: [Int] = []
        var weeklyTimes: [Int64] = []
        while let next = daily.next(after: instant, in: zone), next < end {
            #expect(daily.latest(upTo: next, in: zone) == next)
            #expect(daily.latest(upTo: next - 1, in: zone) ?? 0 < next)
            let day = zone.date(of: next)
            days.append(day.daysSinceEpoch)
            if [2, 6].contains(day.weekday) { weeklyTimes.append(next) }
            instant = next
        }
        let first = CivilDate(year: 2026, month: 1, day: 1).daysSinceEpoch
        #expect(days == Array(first..<first + 365))
        var found: [Int64] = []
        instant = try self.instant("2025-12-31T12:00:00", zone)
        while let next = weekly.next(after: instant, in: zone), next < end {
            found.append(next)
            instant = next
        }
        #expect(found == weeklyTimes)
    }

    @Test(arguments: [
        (#"{"daily":"06:30"}"#, "every day at 06:30", "매일 06:30"),
        (
            #"{"weekly":{"on":["monday","wednesday","friday"],"at":"23:05"}}"#,
            "every Monday, Wednesday and Friday at 23:05", "매주 월요일·수요일·금요일 23:05"
        ),
        (
            #"[{"daily":"06:30"},{"after_import":"결제"}]"#,
            "every day at 06:30, and after each import of “결제”",
            "매일 06:30, ‘결제’ 데이터를 가져올 때마다"
        ),
    ])
    func `a schedule is written, read and put into words`(
        json: String, english: String, korean: String
    ) throws {
        let schedule = try Schedule(parsing: json)
        #expect(schedule.json.rendered() == json)
        #expect(schedule.words(in: .english) == english)
        #expect(schedule.words(in: .korean) == korean)
    }

    @Test func `days are in the order of the week, rules once`() throws {
        let schedule = try Schedule(
            parsing: """
                [{"weekly": {"on": ["sunday", "monday", "sunday"], "at": "01:00"}},
                 {"weekly": {"on": ["monday", "sunday"], "at": "01:00"}}]
                """)
        #expect(
            schedule.json.rendered() == #"{"weekly":{"on":["monday","sunday"],"at":"01:00"}}"#)
    }

    @Test(arguments: [
        ("{}", "", "one of 'daily', 'weekly' and 'after_import'"),
        (#"{"daily": "06:30", "after_import": "a"}"#, "", "several rules are a list"),
        (#"{"dayly": "06:30"}"#, "/dayly", "the nearest is 'daily'"),
        (#"{"daily": "6:30"}"#, "/daily", "'6:30' is no time of day"),
        (#"{"daily": "24:00"}"#, "/daily", "write it like 06:30"),
        (#"{"daily": 630}"#, "/daily", "should be a text"),
        ("[]", "", "1 to 20 rules, not 0"),
        (#"{"weekly": {"on": [], "at": "06:30"}}"#, "/weekly/on", "at least one day"),
        (
            #"{"weekly": {"on": ["mondy"], "at": "06:30"}}"#, "/weekly/on/0",
            "the nearest is 'monday'"
        ),
        (#"{"weekly": {"on": ["monday"]}}"#, "/weekly", "'at' is missing"),
        (#"[{"daily": "06:30"}, {"after_import": ""}]"#, "/1/after_import", "name of the dataset"),
        (#""daily""#, "", "should be an object"),
    ])
    func `what is no schedule is refused with its place`(
        json: String, pointer: String, words: String
    ) throws {
        let error = try #require(throws: DefinitionError.self) { try Schedule(parsing: json) }
        #expect(error.pointer == pointer)
        #expect(error.detail.contains(words), "\(error.detail)")
    }
}
