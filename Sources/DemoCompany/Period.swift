/// The days that the company is shown for; days count from 1970-01-01 in Korean time.
struct Period: Sendable {
    let firstDay: Int
    let lastDay: Int

    init(days: Int, endingOn lastDay: Int) {
        firstDay = lastDay - days + 1
        self.lastDay = lastDay
    }

    var count: Int { lastDay - firstDay + 1 }

    /// The first moment after the period, as UTC milliseconds.
    var end: Int64 { KoreanTime.utc(day: lastDay + 1, millisecondOfDay: 0) }

    /// The day that lies a share of the period behind its start: how stories scale with it.
    func day(at share: Double) -> Int { firstDay + Int(Double(count) * share) }
}
