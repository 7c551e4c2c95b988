package import Definitions

/// A small dataset: users with their journeys, and all that an engine must know beside them.
package struct JourneySet: Hashable, Sendable {
    package var users: [Journey]
    /// A longer gap between two events starts a new session.
    package var sessionGapMilliseconds: Int64
    /// The project's time zone, for dates in filters that carry no offset.
    package var zone: Zone
    /// Segment id to its members.
    package var segments: [String: Set<String>]
    /// Types that cannot be seen in the values, above all `time`, whose values are texts here.
    package var declaredTypes: [String: DatasetSchema.PropertyType]
    /// Which property plays `page`, `element`, `category`.
    package var roles: [String: String] = [:]

    package init(
        _ users: [Journey], sessionGapMilliseconds: Int64 = 1_800_000, zone: Zone = .utc,
        segments: [String: Set<String>] = [:],
        declaredTypes: [String: DatasetSchema.PropertyType] = [:]
    ) {
        self.users = users
        self.sessionGapMilliseconds = sessionGapMilliseconds
        self.zone = zone
        self.segments = segments
        self.declaredTypes = declaredTypes
    }

    package var events: [JourneyEvent] { users.flatMap(\.events) }

    /// Whether some event carries a sequence number; then every event should.
    package var hasSequence: Bool { events.contains { $0.sequence != nil } }

    /// The types of all properties: those declared, and the others as their values show.
    package var propertyTypes: [String: DatasetSchema.PropertyType] {
        var types = declaredTypes
        for (name, value) in events.flatMap(\.properties) where declaredTypes[name] == nil {
            types[name] = types[name].map { $0.joined(with: value.type) } ?? value.type
        }
        return types
    }

    /// The types of the users' attributes, as their values show.
    package var attributeTypes: [String: DatasetSchema.PropertyType] {
        var types: [String: DatasetSchema.PropertyType] = [:]
        for (name, value) in users.flatMap(\.attributes) {
            types[name] = types[name].map { $0.joined(with: value.type) } ?? value.type
        }
        return types
    }

    /// What a question may name in this dataset.
    package func schema(named name: String = "test") -> DatasetSchema {
        DatasetSchema(
            name: name, events: Set(events.map(\.name)),
            properties: propertyTypes.sorted { $0.key < $1.key }.map { .init($0.key, $0.value) },
            attributes: attributeTypes.keys.sorted(), attributeTypes: attributeTypes,
            hasSequence: hasSequence, roles: roles)
    }
}

extension Value {
    var type: DatasetSchema.PropertyType {
        switch self {
        case .text: .text
        case .integer: .integer
        case .number: .number
        case .boolean: .boolean
        }
    }
}

extension DatasetSchema.PropertyType {
    /// The type that holds values of both.
    func joined(with other: Self) -> Self {
        if self == other { return self }
        let numbers: Set<Self> = [.integer, .number]
        return numbers.contains(self) && numbers.contains(other) ? .number : .text
    }
}
