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
    package let attributes: [String]
    /// Whether a sequence column orders events of one time.
    package let hasSequence: Bool
    /// Which property plays `page`, `element`, `category`.
    package let roles: [String: String]

    package init(
        name: String, events: Set<String>, properties: [Property], attributes: [String] = [],
        hasSequence: Bool = false, roles: [String: String] = [:]
    ) {
        self.name = name
        self.events = events
        self.properties = properties
        self.attributes = attributes
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
}
