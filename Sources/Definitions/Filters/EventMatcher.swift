/// Which events are meant: one event name with filters, or any of several such conditions.
///
///     {"event": "payment_done", "where": [filter], "label": "Paid"}
///     {"any_of": [{"event": "pay"}, {"event": "transfer"}], "label": "Moved money"}
package struct EventMatcher: Hashable, Sendable {
    /// One event name with filters; without a name every event that passes the filters is meant.
    package struct Condition: Hashable, Sendable {
        package let event: String?
        package let filters: [Filter]

        package init(event: String?, filters: [Filter] = []) {
            self.event = event
            self.filters = filters
        }
    }

    package let conditions: [Condition]
    package let label: String?

    package init(_ conditions: [Condition], label: String? = nil) {
        self.conditions = conditions
        self.label = label
    }

    /// The label, or the event names joined by `or`.
    package var title: String {
        label ?? conditions.map { $0.event ?? "any event" }.joined(separator: " or ")
    }
}

extension EventMatcher {
    static let fieldNames = ["event", "where", "any_of", "label"]

    package init(_ reader: JSONReader, extraFields: [String] = []) throws(DefinitionError) {
        try reader.allow(Self.fieldNames + extraFields)
        let label = try reader.optional("label")?.string()
        let conditions = try Self.conditions(reader)
        self.init(conditions, label: label)
    }

    private static func conditions(_ reader: JSONReader) throws(DefinitionError) -> [Condition] {
        guard let alternatives = try reader.optional("any_of") else {
            let event = try reader.optional("event")?.string()
            let filters = try Filter.list(reader.optional("where"))
            guard event != nil || !filters.isEmpty else {
                throw .missingField("event", at: reader.pointer)
            }
            return [Condition(event: event, filters: filters)]
        }
        for name in ["event", "where"] {
            if let other = try reader.optional(name) {
                throw DefinitionError(
                    .contradiction, at: other.pointer,
                    "'\(name)' cannot stand beside 'any_of'; put it into each alternative.")
            }
        }
        var conditions: [Condition] = []
        for element in try alternatives.array() {
            conditions += try EventMatcher(element).conditions
        }
        guard !conditions.isEmpty else {
            throw DefinitionError(
                .outOfRange, at: alternatives.pointer, "Give at least one event to choose of.")
        }
        return conditions
    }

    var members: [JSONValue.Member] {
        var members: [JSONValue.Member]
        if conditions.count == 1 {
            members = conditions[0].members
        } else {
            members = [.init("any_of", .array(conditions.map { .object($0.members) }))]
        }
        if let label { members.append(.init("label", .string(label))) }
        return members
    }

    package var json: JSONValue { .object(members) }
}

extension EventMatcher.Condition {
    var members: [JSONValue.Member] {
        var members: [JSONValue.Member] = []
        if let event { members.append(.init("event", .string(event))) }
        if !filters.isEmpty { members.append(.init("where", .array(filters.map(\.json)))) }
        return members
    }
}
