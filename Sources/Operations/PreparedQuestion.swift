import Attributes
import Behavior
import Definitions
import EventStore
import Identities

/// A question with its dataset open, its names checked and its range resolved.
struct PreparedQuestion: Sendable {
    let question: Question
    let dataset: EventDataset
    let zone: Zone
    let range: ResolvedRange?
    let attributes: UserAttributes
    let segments: QuestionSegments
    let home: Home
    let now: Int64

    /// `segments`: those that the question names. `dataset`: the question's, where it is open already.
    init(
        _ question: Question, home: Home, now: Int64, segments: QuestionSegments = .init(),
        dataset opened: EventDataset? = nil
    ) throws {
        self.question = question
        self.segments = segments
        self.home = home
        self.now = now
        let scope = question.scope
        dataset = try opened ?? home.open(scope.dataset)
        zone =
            try scope.timezone.map { (name) throws(DefinitionError) in try Zone(name) }
            ?? home.zone
        attributes = try UserAttributes(home: home.path)
        try question.check(against: dataset.schema.with(attributes: attributes.schema))
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

    /// The users who pass the question's filters on attributes; nil where it has none.
    func askedUsers() throws -> UserMask? {
        let filters = question.scope.userFilters
        guard !filters.isEmpty else { return nil }
        var columns: [String: AttributeColumn] = [:]
        for name in Set(filters.flatMap(\.properties)) {
            columns[name] = try attributes.column(name)
        }
        return try UserFilters(filters, columns: columns, zone: zone)
            .mask(limit: dataset.userNumberLimit)
    }

    /// The attribute by which the result is split, ready for the engines; empty where there is none.
    func breakdownAttributes() throws -> [String: UserAttribute] {
        guard let name = question.breakdownAttribute, let column = try attributes.column(name)
        else { return [:] }
        return [name: UserAttribute(column, zone: zone)]
    }

    /// Whether the answer changes with the users' attributes.
    var readsAttributes: Bool {
        if case .timeline = question { return true }
        return !attributeNames.isEmpty
    }

    /// Every stored attribute that the question names, each once.
    var attributeNames: [String] {
        let names = question.scope.userFilters.flatMap(\.properties)
        var told: [String] = []
        if case .profile(let profile) = question { told = attributeNames(of: profile) }
        return Set(names + [question.breakdownAttribute].compactMap(\.self) + told)
            .filter { estimate($0) == nil }.sorted()
    }

    func context(
        _ engine: EngineChoice, elapsed: Duration, isCached: Bool = false
    ) -> AnswerContext {
        AnswerContext(
            engine: engine.rawValue, elapsedMilliseconds: Int64(elapsed / .milliseconds(1)),
            range: range, zone: zone, dataUntil: dataset.dataUntil, isCached: isCached,
            segments: segments.used)
    }
}
