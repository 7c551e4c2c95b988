import Definitions

/// The calendar days of a time zone as a table, so that finding an event's day is arithmetic.
///
/// It covers the days between the first and the last time asked for. Cost: a few nanoseconds a time;
/// a few microseconds a day that is new.
struct DayCalendar {
    private let zone: Zone
    /// Day number of the first day covered.
    private(set) var firstDay = 0
    /// The instants at which the days start, and the end of the last one.
    private var starts: [Int64] = []
    /// The index into `months` of each day.
    private var monthOfDay: [UInt32] = []
    /// The months seen, as the instants at which they start, in the order in which they came up.
    private(set) var months: [Int64] = []
    private var indexOfMonth: [Int64: UInt32] = [:]

    /// Years 1 to 9999.
    static let times: ClosedRange<Int64> = -62_135_596_800_000...253_402_300_799_999

    init(zone: Zone) {
        self.zone = zone
    }

    var dayCount: Int { monthOfDay.count }

    func date(_ day: Int) -> CivilDate { CivilDate(daysSinceEpoch: firstDay + day) }

    /// Makes the table cover the times; returns how many days came before those covered so far.
    mutating func cover(_ least: Int64, _ greatest: Int64) -> Int {
        var from = zone.date(of: least).firstOfMonth(adding: 0).daysSinceEpoch - 1
        var to = zone.date(of: greatest).firstOfMonth(adding: 1).daysSinceEpoch
        guard dayCount > 0 else {
            rebuild(from, to)
            return 0
        }
        let last = firstDay + dayCount - 1
        if from >= firstDay, to <= last { return 0 }
        // A little more than asked for, so that input that creeps along does not rebuild each time.
        if from < firstDay { from -= 30 } else { from = firstDay }
        if to > last { to += 30 } else { to = last }
        let shift = firstDay - from
        rebuild(from, to)
        return shift
    }

    private mutating func rebuild(_ from: Int, _ to: Int) {
        firstDay = from
        starts = (from...to + 1).map { zone.start(of: CivilDate(daysSinceEpoch: $0)) }
        monthOfDay = []
        var month: (CivilDate, UInt32)?
        for number in from...to {
            let first = CivilDate(daysSinceEpoch: number).firstOfMonth(adding: 0)
            if month?.0 != first { month = (first, index(ofMonth: zone.start(of: first))) }
            monthOfDay.append(month?.1 ?? 0)
        }
    }

    private mutating func index(ofMonth start: Int64) -> UInt32 {
        if let known = indexOfMonth[start] { return known }
        let index = UInt32(months.count)
        months.append(start)
        indexOfMonth[start] = index
        return index
    }

    /// The index of the day that holds a covered time.
    func day(of time: Int64) -> Int {
        var day = min(max(0, Int((time - starts[0]) / 86_400_000)), dayCount - 1)
        while starts[day] > time { day -= 1 }
        while starts[day + 1] <= time { day += 1 }
        return day
    }

    func month(ofDay day: Int) -> UInt32 { monthOfDay[day] }

    /// The covered days of a month, in order; covering a time covers its whole month.
    func days(ofMonth month: UInt32) -> [Int] {
        monthOfDay.indices.filter { monthOfDay[$0] == month }
    }

    /// The start and end of a day.
    func bounds(_ day: Int) -> Range<Int64> { starts[day]..<starts[day + 1] }
}
