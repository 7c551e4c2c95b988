/// What is special about a day, computed once for all members.
struct Season: Sendable {
    let day: Int
    let isDayOff: Bool
    let isPayday: Bool
    /// Days until the next feast, 0...10; on the day itself 0.
    let daysToFeast: Int?
    let campaigns: [Campaign]
    let push: Campaign?
    /// How busy the app is; 1 is an ordinary weekday.
    let activity: Double

    init(day: Int, campaigns calendar: CampaignCalendar) {
        self.day = day
        isDayOff = KoreanCalendar.isDayOff(day)
        isPayday = KoreanCalendar.isPayday(day)
        daysToFeast = (0...10).first { KoreanCalendar.feast(on: day + $0) != nil }
        campaigns = calendar.running(on: day)
        push = calendar.push(on: day)
        var activity = Self.weekdayActivity[KoreanCalendar.weekday(day)]
        if isPayday { activity *= 1.35 }
        if KoreanCalendar.isPayday(day - 1) { activity *= 1.15 }
        if let daysToFeast { activity *= Self.feastActivity[daysToFeast] }
        self.activity = activity * (1 + 0.04 * Double(campaigns.count))
    }

    private static let weekdayActivity = [1.0, 1.0, 1.02, 1.03, 1.10, 0.90, 0.80]
    private static let feastActivity = [
        0.5, 0.75, 1.1, 1.2, 1.2, 1.15, 1.1, 1.1, 1.05, 1.05, 1.0,
    ]
}
