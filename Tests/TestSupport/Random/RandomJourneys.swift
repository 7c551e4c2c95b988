import Definitions

/// Draws small datasets on which engines like to disagree: few event names, few distinct times.
///
/// Properties: `os` (text), `n` (integer), `x` (number), `paid` (boolean), each often without a
/// value; users have the attributes `grade` (text), `age` (integer), `score`
/// (number) and `member` (boolean), each often without a value.
package struct RandomJourneys: Sendable {
    package static let eventNames = ["A", "B", "C", "D"]
    /// Times lie in 0..<timeLimit milliseconds, in steps of `timeStep`, so that many are equal.
    package static let timeLimit: Int64 = 60
    package static let timeStep: Int64 = 5

    package let userCount: Int
    package let eventLimit: Int

    package init(userCount: Int, eventLimit: Int) {
        self.userCount = userCount
        self.eventLimit = eventLimit
    }

    package func make(using random: inout SplitMix64) -> JourneySet {
        let hasSequence = random.chance(30)
        let hasProperties = random.chance(70)
        var users: [Journey] = []
        for index in 1...userCount {
            let count = Int.random(in: 0...eventLimit, using: &random)
            let events = (0..<count).map { _ in
                Self.event(hasSequence, hasProperties, using: &random)
            }
            users.append(
                Journey(
                    "u\(index)", attributes: Self.attributes(using: &random), events: events))
        }
        // Every name, so that no random question asks for one that the dataset does not know.
        users.append(
            Journey(
                "all",
                attributes: [
                    "grade": .text("iron"), "age": .integer(20), "score": .number(0.5),
                    "member": .boolean(true),
                ], events: Self.everyName(hasSequence)))
        let members = Set(users.map(\.user).filter { _ in random.chance(50) })
        return JourneySet(
            users, sessionGapMilliseconds: random.pick([5, 10, 1_800_000]),
            segments: ["seg_1": members])
    }

    private static func event(
        _ hasSequence: Bool, _ hasProperties: Bool, using random: inout SplitMix64
    ) -> JourneyEvent {
        let time = Int64.random(in: 0..<(timeLimit / timeStep), using: &random) * timeStep
        let nudge: Int64 = random.chance(10) ? 1 : 0
        return JourneyEvent(
            random.pick(eventNames), at: time + nudge,
            sequence: hasSequence ? Int64.random(in: 1...3, using: &random) : nil,
            properties: hasProperties ? properties(using: &random) : [:])
    }

    private static func attributes(using random: inout SplitMix64) -> [String: Value] {
        var attributes: [String: Value] = [:]
        if random.chance(70) { attributes["grade"] = .text(random.pick(["gold", "iron"])) }
        if random.chance(70) { attributes["age"] = .integer(random.pick([-1, 20, 35])) }
        if random.chance(70) { attributes["score"] = .number(random.pick([0.5, -2.25])) }
        if random.chance(70) { attributes["member"] = .boolean(random.chance(50)) }
        return attributes
    }

    private static func properties(using random: inout SplitMix64) -> [String: Value] {
        var properties: [String: Value] = [:]
        if random.chance(75) { properties["os"] = .text(random.pick(["ios", "web", "아이폰"])) }
        if random.chance(75) { properties["n"] = .integer(random.pick([-1, 0, 2, 10])) }
        if random.chance(60) { properties["x"] = .number(random.pick([0.5, 1.5, -2.25])) }
        if random.chance(60) { properties["paid"] = .boolean(random.chance(50)) }
        return properties
    }

    /// A user who did everything once, with every property.
    private static func everyName(_ hasSequence: Bool) -> [JourneyEvent] {
        eventNames.enumerated().map { index, name in
            JourneyEvent(
                name, at: Int64(index) * timeStep, sequence: hasSequence ? 1 : nil,
                properties: [
                    "os": .text("web"), "n": .integer(2), "x": .number(1.5), "paid": .boolean(true),
                ])
        }
    }
}
