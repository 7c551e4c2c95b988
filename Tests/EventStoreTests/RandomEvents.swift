import Definitions
import EventStore

/// Events with every type of property, gaps, ties and awkward texts.
struct RandomEvents {
    static let properties: [DatasetSchema.Property] = [
        .init("os", .text), .init("page", .text), .init("amount", .integer),
        .init("price", .number), .init("member", .boolean), .init("due", .time),
        .init("never", .text), .init("always", .integer),
    ]
    static let users =
        ["ann", "Ann", "ann ", "ä", "a\u{308}", "가나다", "\u{1F600}", "0", "00", "x"]
        + (0..<60).map { "user-\($0)" }
    static let day: Int64 = 86_400_000

    static func plan(
        _ zone: String = "UTC", hasSequence: Bool = false, mode: IngestPlan.Mode = .replaceDays
    ) throws -> IngestPlan {
        IngestPlan(
            timezone: try Zone(zone), sessionGapMilliseconds: 30 * 60_000,
            hasSequence: hasSequence, properties: properties, mode: mode)
    }

    /// Times lie on `days` days from `start` on, many of them equal.
    static func make(
        _ count: Int, from start: Int64, days: Int, using random: inout SeededRandom
    ) -> [StoredEvent] {
        (0..<count).map { index in
            var values: [String: Value] = [
                "always": .integer(Int64.random(in: 5...9, using: &random))
            ]
            func sometimes(_ name: String, _ value: Value) {
                if random.next() % 4 > 0 { values[name] = value }
            }
            sometimes("os", .text(["ios", "android", ""].randomElement(using: &random)!))
            sometimes("page", .text("/p/\(Int.random(in: 0..<400, using: &random))"))
            sometimes("amount", .integer(Int64.random(in: -300...70_000, using: &random)))
            sometimes("price", .number(Double(Int.random(in: 0..<1000, using: &random)) / 8))
            sometimes("member", .boolean(Bool.random(using: &random)))
            sometimes("due", .integer(start + Int64.random(in: -9 * day...9 * day, using: &random)))
            let step: Int64 = random.next() % 2 == 0 ? 7_200_000 : 61_000
            let slots = Int64(days) * day / step
            return StoredEvent(
                user: users.randomElement(using: &random)!,
                time: start + Int64.random(in: 0..<slots, using: &random) * step,
                sequence: Int64.random(in: -2...2, using: &random),
                event: "event \(Int.random(in: 0..<300, using: &random))", values: values)
        }
    }

    /// What a dataset must give back: month by month, user by user as they first came, by time,
    /// then sequence or order of the input.
    static func sorted(_ events: [StoredEvent], _ plan: IngestPlan, users: [String])
        -> [StoredEvent]
    {
        var numbers: [[UInt8]: Int] = [:]
        for (number, user) in users.enumerated() { numbers[Array(user.utf8)] = number }
        func month(_ time: Int64) -> Int {
            plan.timezone.date(of: time).firstOfMonth(adding: 0).daysSinceEpoch
        }
        var keyed: [(key: [Int64], event: StoredEvent)] = []
        for (index, event) in events.enumerated() {
            let number = numbers[Array(event.user.utf8)] ?? -1
            let sequence = plan.hasSequence ? event.sequence : 0
            let key = [
                Int64(month(event.time)), Int64(number), event.time, sequence, Int64(index),
            ]
            var unsequenced = event
            unsequenced.sequence = 0
            keyed.append((key, unsequenced))
        }
        keyed.sort { $0.key.lexicographicallyPrecedes($1.key) }
        return keyed.map(\.event)
    }

    /// Users in the order in which they first come up.
    static func firstSeen(_ events: [StoredEvent]) -> [String] {
        var seen: Set<[UInt8]> = []
        return events.map(\.user).filter { seen.insert(Array($0.utf8)).inserted }
    }
}
