import Definitions

/// What JSON may stand at a place, in the words of JSON Schema 2020-12.
///
///     Schema.object([.init("name", .text), .init("size", .integer)]).json
indirect enum Schema: Sendable {
    struct Property: Sendable {
        let name: String
        let schema: Schema
        /// A required member is always there; others may be missing.
        let isRequired: Bool

        init(_ name: String, _ schema: Schema, required: Bool = true) {
            self.name = name
            self.schema = schema
            isRequired = required
        }

        /// One that may be missing, or null.
        static func optional(_ name: String, _ schema: Schema) -> Property {
            Property(name, .nullable(schema), required: false)
        }
    }

    case any
    case boolean
    case number
    case whole(ClosedRange<Int>?)
    case string(format: String?)
    case oneOf([String])
    /// One text and no other.
    case constant(String)
    case list(Schema)
    /// `open`: members that are not named here may be there too.
    case object([Property], open: Bool)
    case nullable(Schema)
    /// Any of these.
    case anyOf([Schema])
    /// An object with members of any names.
    case map(Schema)
    /// A schema of the document's components, by name.
    case named(String)

    static let text = Schema.string(format: nil)
    static let integer = Schema.whole(nil)
    static let time = Schema.string(format: "date-time")
    static let date = Schema.string(format: "date")

    static func object(_ properties: [Property]) -> Schema { .object(properties, open: false) }

    var json: JSONValue {
        switch self {
        case .any: .object([])
        case .boolean: ["type": "boolean"]
        case .number: ["type": "number"]
        case .whole(let range): Self.integer(range)
        case .string(let format): Self.string(format)
        case .oneOf(let words): ["type": "string", "enum": .array(words.map { .string($0) })]
        case .constant(let word): ["type": "string", "const": .string(word)]
        case .anyOf(let schemas): ["anyOf": .array(schemas.map(\.json))]
        case .map(let schema): ["type": "object", "additionalProperties": schema.json]
        case .list(let schema): ["type": "array", "items": schema.json]
        case .object(let properties, let isOpen): Self.object(properties, isOpen)
        case .nullable(let schema): ["anyOf": [schema.json, ["type": "null"]]]
        case .named(let name): ["$ref": .string("#/components/schemas/" + name)]
        }
    }

    private static func integer(_ range: ClosedRange<Int>?) -> JSONValue {
        var members: [JSONValue.Member] = [.init("type", "integer")]
        if let range {
            members.append(.init("minimum", .integer(Int64(range.lowerBound))))
            members.append(.init("maximum", .integer(Int64(range.upperBound))))
        }
        return .object(members)
    }

    private static func string(_ format: String?) -> JSONValue {
        guard let format else { return ["type": "string"] }
        return ["type": "string", "format": .string(format)]
    }

    private static func object(_ properties: [Property], _ isOpen: Bool) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("type", "object"),
            .init(
                "properties", .object(properties.map { .init($0.name, $0.schema.json) })),
        ]
        let required = properties.filter(\.isRequired).map { JSONValue.string($0.name) }
        if !required.isEmpty { members.append(.init("required", .array(required))) }
        if !isOpen { members.append(.init("additionalProperties", .boolean(false))) }
        return .object(members)
    }
}
