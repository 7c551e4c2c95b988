import Definitions

extension PeerCase {
    /// The case as our question and data. Throws where its fields cannot be read; whether its rules
    /// are ours at all is said by `PeerCase.refused`.
    package func funnel() throws -> PeerFunnel {
        let question = JSONValue.object(
            try [
                .init("kind", "funnel"), .init("dataset", "peers"), .init("steps", .array(steps())),
                .init("order", order), .init("window", query["window"].map(Self.window) ?? .null),
                .init("exclude", .array(exclusions())), .init("breakdown", breakdown()),
                .init("segments", comparedSegments()), .init("range", range()),
            ])
        guard case .funnel(let funnel) = try Question(parsing: question.rendered()) else {
            preconditionFailure("the kind is written above")
        }
        return PeerFunnel(
            journeys: try journeys(), funnel: funnel,
            range: try funnel.range?.resolved(in: .utc, now: 0))
    }

    private var order: JSONValue { query["order"] ?? "ordered" }

    private static func window(_ window: JSONValue) -> JSONValue {
        guard let value = window["value"], let unit = window["unit"] else { return .null }
        return ["value": value, "unit": unit]
    }

    /// A conversion from one event to another is a funnel of two steps.
    private func steps() throws -> [JSONValue] {
        if let from = query["from"], let to = query["to"] {
            return [["event": from], ["event": to]]
        }
        return try JSONReader(query).member("steps").array().map { try Self.step($0.value) }
    }

    private static func step(_ step: JSONValue) throws -> JSONValue {
        var members: [JSONValue.Member] = []
        if let event = step["event"] { members.append(.init("event", event)) }
        var filters: [JSONValue] = []
        if let number = step["event_number"] {
            filters.append(try filter(number, property: "event_number"))
        }
        if case .array(let conditions) = step["where"] {
            for condition in conditions {
                let name = try JSONReader(condition).member("prop").string()
                filters.append(try filter(condition, property: name))
            }
        }
        if !filters.isEmpty { members.append(.init("where", .array(filters))) }
        return .object(members)
    }

    private static func filter(_ condition: JSONValue, property: String) throws -> JSONValue {
        let operation = try JSONReader(condition).member("op").string()
        let value = condition["value"] ?? .null
        switch operation {
        case "is null": return ["property": .string(property), "operator": "is_not_set"]
        case "contains (case-insensitive)":
            guard case .string(let text) = value else { return .null }
            return [
                "property": .string(property), "operator": "matches",
                "value": .string("(?i)" + text),
            ]
        default:
            let names = ["=": "equals", "<=": "at_most", ">=": "at_least"]
            guard let name = names[operation] else { throw PeerCaseError(id: operation) }
            return ["property": .string(property), "operator": .string(name), "value": value]
        }
    }

    /// The peers count steps from 0.
    private func exclusions() throws -> [JSONValue] {
        guard let list = try JSONReader(query).optional("exclusions") else { return [] }
        return try list.array().map { exclusion in
            [
                "event": try exclusion.member("event").value,
                "after_step": .integer(try exclusion.member("from_step").integer(in: 0...31) + 1),
                "before_step": .integer(try exclusion.member("to_step").integer(in: 0...31) + 1),
            ]
        }
    }

    private func breakdown() throws -> JSONValue {
        guard let breakdown = query["breakdown"], let name = breakdown["prop"] else { return .null }
        let kind = breakdown["of"] == "user" ? "attribute" : "property"
        return .object([
            .init(kind, name), .init("limit", breakdown["limit"] ?? 10),
        ])
    }

    private func comparedSegments() -> JSONValue {
        guard let compare = query["compare"], let first = compare["first"],
            let second = compare["second"]
        else { return .null }
        return .array([first, second])
    }

    /// The peers' last day is included; all of them ran in UTC.
    private func range() throws -> JSONValue {
        guard let from = query["date_from"], case .string(let last) = query["date_to"],
            let end = Moment(last)
        else { return .null }
        let next = end.instant(in: .utc) + TimeSpan.Unit.day.milliseconds
        return ["from": from, "to": .string(Zone.utc.date(of: next).text)]
    }
}

/// What in a peer's case has no word of ours.
struct PeerCaseError: Error {
    let id: String
}
