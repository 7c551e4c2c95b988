extension Estimate {
    static let fieldNames = ["name", "kind", "property", "score", "range"]
    private static let matcherNames = ["event", "where", "any_of"]

    init(_ reader: JSONReader) throws(DefinitionError) {
        try reader.allow(Self.fieldNames + Self.matcherNames)
        let name = try reader.member("name")
        guard (1...100).contains(try name.string().utf8.count) else {
            throw DefinitionError(
                .outOfRange, at: name.pointer, "A name has 1 to 100 bytes; choose a shorter one.")
        }
        var range: TimeRange?
        if let part = try reader.optional("range") { range = try TimeRange(part) }
        self.init(
            try name.string(), try Rule(reader), matcher: try Self.matcher(reader), range: range)
    }

    private static func matcher(_ reader: JSONReader) throws(DefinitionError) -> EventMatcher? {
        for name in matcherNames where try reader.optional(name) != nil {
            return try EventMatcher(reader, extraFields: fieldNames)
        }
        return nil
    }

    static func list(_ reader: JSONReader?) throws(DefinitionError) -> [Estimate] {
        guard let reader else { return [] }
        var estimates: [Estimate] = []
        for element in try reader.array() {
            let estimate = try Estimate(element)
            guard !estimates.contains(where: { $0.name.isSameText(as: estimate.name) }) else {
                throw DefinitionError(
                    .contradiction, at: element.pointer + "/name",
                    "There is an estimate '\(estimate.name)' already; give each its own name.")
            }
            estimates.append(estimate)
        }
        guard estimates.count <= countLimit else {
            throw DefinitionError(
                .outOfRange, at: reader.pointer,
                "At most \(countLimit) estimates, not \(estimates.count).")
        }
        return estimates
    }

    package var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("name", .string(name)), .init("kind", .string(kind.rawValue)),
        ]
        if let property { members.append(.init("property", .string(property))) }
        if case .rfm(let score, _) = rule {
            members.append(.init("score", .string(score.rawValue)))
        }
        members += matcher?.members ?? []
        if let range { members.append(.init("range", range.json)) }
        return .object(members)
    }
}

extension Estimate.Rule {
    init(_ reader: JSONReader) throws(DefinitionError) {
        let kind = try reader.member("kind").choice(Estimate.Kind.self)
        let score = try Self.score(reader, kind)
        let property = try Self.property(reader, kind, score) ?? ""
        switch kind {
        case .mostFrequent: self = .mostFrequent(property)
        case .mostUsedHour: self = .mostUsedHour
        case .daysSinceLast: self = .daysSinceLast
        case .count: self = .count
        case .sum: self = .sum(property)
        case .average: self = .average(property)
        case .daysActive: self = .daysActive
        case .first: self = .first(property)
        case .last: self = .last(property)
        case .rfm: self = .rfm(score, score.needsProperty ? property : nil)
        }
    }

    private static func score(
        _ reader: JSONReader, _ kind: Estimate.Kind
    ) throws(DefinitionError) -> Estimate.Score {
        guard let part = try reader.optional("score") else { return .combined }
        guard kind == .rfm else {
            throw DefinitionError(
                .contradiction, at: part.pointer,
                "'score' belongs to the kind 'rfm'; leave one of the two out.")
        }
        return try part.choice(Estimate.Score.self)
    }

    private static func property(
        _ reader: JSONReader, _ kind: Estimate.Kind, _ score: Estimate.Score
    ) throws(DefinitionError) -> String? {
        let isNeeded =
            switch kind {
            case .mostFrequent, .sum, .average, .first, .last: true
            case .rfm: score.needsProperty
            case .mostUsedHour, .daysSinceLast, .count, .daysActive: false
            }
        if isNeeded { return try reader.member("property").string() }
        guard let other = try reader.optional("property") else { return nil }
        throw DefinitionError(
            .contradiction, at: other.pointer,
            "The kind '\(kind.rawValue)' looks at no property here; leave 'property' out.")
    }
}

extension Estimate.Score {
    var needsProperty: Bool { self == .combined || self == .monetary }
}

extension String {
    /// Whether both have the same bytes.
    package func isSameText(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
