/// What a question may name in a dataset: its events, their properties, its users' attributes.
package struct DatasetSchema: Hashable, Sendable {
    package enum PropertyType: String, CaseIterable, Sendable {
        case text, integer, number, boolean, time
    }

    package struct Property: Hashable, Sendable {
        package let name: String
        package let type: PropertyType

        package init(_ name: String, _ type: PropertyType) {
            self.name = name
            self.type = type
        }
    }

    package let name: String
    package let events: Set<String>
    package let properties: [Property]
    /// Names of the users' attributes.
    package let attributes: [String]
    /// An attribute that has none here is a text.
    package let attributeTypes: [String: PropertyType]
    /// Whether a sequence column orders events of one time.
    package let hasSequence: Bool
    /// Which property plays `page`, `element`, `category`.
    package let roles: [String: String]

    package init(
        name: String, events: Set<String>, properties: [Property], attributes: [String] = [],
        attributeTypes: [String: PropertyType] = [:], hasSequence: Bool = false,
        roles: [String: String] = [:]
    ) {
        self.name = name
        self.events = events
        self.properties = properties
        self.attributes = attributes
        self.attributeTypes = attributeTypes
        self.hasSequence = hasSequence
        self.roles = roles
    }

    /// The property called `name`, or an error at `pointer` with the nearest name.
    package func property(_ name: String, at pointer: String) throws(DefinitionError) -> Property {
        guard let property = properties.first(where: { $0.name == name }) else {
            throw .unknownName(
                name, kind: "property", at: pointer, known: properties.map(\.name))
        }
        return property
    }

    /// The users' attribute called `name`, or an error at `pointer` with the nearest name.
    package func attribute(_ name: String, at pointer: String) throws(DefinitionError) -> Property {
        guard attributes.contains(name) else {
            throw .unknownName(name, kind: "user attribute", at: pointer, known: attributes)
        }
        return Property(name, attributeTypes[name] ?? .text)
    }

    /// The same dataset with other attributes of its users.
    package func with(attributes: [Property]) -> DatasetSchema {
        DatasetSchema(
            name: name, events: events, properties: properties,
            attributes: attributes.map(\.name),
            attributeTypes: Dictionary(
                attributes.map { ($0.name, $0.type) }, uniquingKeysWith: { first, _ in first }),
            hasSequence: hasSequence, roles: roles)
    }
}
