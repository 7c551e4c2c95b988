import Attributes
import Definitions
import EventStore
import Identities

/// A question with its dataset open, its names checked and its range resolved.
struct PreparedQuestion {
    let question: Question
    let dataset: EventDataset
    let zone: Zone
    let range: ResolvedRange?
    /// The stored attributes of the home's users.
    let stored: UserAttributes
    let home: Home
    let now: Int64

    init(_ question: Question, home: Home, now: Int64) throws {
        self.question = question
        self.home = home
        self.now = now
        stored = try UserAttributes(home: home.path)
        let scope = question.scope
        dataset = try home.open(scope.dataset)
        zone =
            try scope.timezone.map { (name) throws(DefinitionError) in try Zone(name) }
            ?? home.zone
        try question.check(against: dataset.schema.with(attributes: stored.schema.map(\.name)))
        range =
            try scope.range?.resolved(in: zone, now: now)
            ?? question.wholeRange(
                from: dataset.partitions.map(\.firstTime).min(), until: dataset.dataUntil,
                in: zone)
    }

    /// The number of a user; throws where the home does not know the id.
    func user(_ id: String) throws -> UInt32 {
        guard let number = try Identities(home: home.path).number(of: id) else {
            throw DefinitionError(
                .unknownName, at: "/user",
                "There is no user '\(id)' in this home; ids are compared letter by letter.")
        }
        return number
    }

    func context(_ engine: EngineChoice, elapsed: Duration) -> AnswerContext {
        AnswerContext(
            engine: engine.rawValue, elapsedMilliseconds: Int64(elapsed / .milliseconds(1)),
            range: range, zone: zone, dataUntil: dataset.dataUntil)
    }
}
