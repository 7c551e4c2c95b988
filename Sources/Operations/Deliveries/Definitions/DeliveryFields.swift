package import Definitions

/// What the rows of a delivery hold, field by field.
///
///     {"member_id": "user", "action": {"change": {"entered": "ADD", "left": "REMOVE"}},
///      "grade": {"attribute": "grade"}, "campaign": {"value": "spring"}}
package struct DeliveryFields: Hashable, Sendable {
    package enum Source: Hashable, Sendable {
        case user
        /// `entered`, `left` or `member`, or the words in their place.
        case change([String: String])
        case segment, segmentName, snapshot, dataDate
        /// Of the user, as questions name it: `grade`, or `members.grade`.
        case attribute(String)
        case constant(JSONValue)
    }

    package struct Field: Hashable, Sendable {
        package let name: String
        package let source: Source
    }

    package let fields: [Field]

    /// The user and the change, under these names.
    package static let usual = DeliveryFields(fields: [
        Field(name: "user", source: .user), Field(name: "change", source: .change([:])),
    ])

    private init(fields: [Field]) {
        self.fields = fields
    }

    private static let changes = ["entered", "left", "member"]
    private static let words = [
        "user", "change", "segment", "segment_name", "snapshot", "data_date",
    ]

    package init(_ reader: JSONReader) throws(DefinitionError) {
        guard case .object(let members) = reader.value else {
            throw DefinitionError(
                .wrongType, at: reader.pointer, "This should be an object: sources by field.")
        }
        guard !members.isEmpty else {
            self = .usual
            return
        }
        var fields: [Field] = []
        for member in members {
            let value = try reader.member(member.name)
            fields.append(Field(name: member.name, source: try Self.source(value)))
        }
        guard fields.contains(where: { $0.source == .user }) else {
            throw DefinitionError(
                .missingField, at: reader.pointer,
                "One of the fields should be the user: {\"user\": \"user\"}.")
        }
        self.init(fields: fields)
    }

    private static func source(_ reader: JSONReader) throws(DefinitionError) -> Source {
        guard case .string(let word) = reader.value else {
            try reader.allow(["value", "change", "attribute"])
            guard case .object(let members) = reader.value, members.count == 1 else {
                throw DefinitionError(
                    .contradiction, at: reader.pointer,
                    "A field has one source: a word, or one of 'value', 'change' and 'attribute'.")
            }
            if let value = reader.value["value"] { return .constant(value) }
            if let attribute = try reader.optional("attribute") {
                return .attribute(try attribute.string())
            }
            let change = try reader.member("change")
            try change.allow(changes)
            var words: [String: String] = [:]
            for name in changes {
                if let word = try change.optional(name) { words[name] = try word.string() }
            }
            return .change(words)
        }
        switch word {
        case "user": return .user
        case "change": return .change([:])
        case "segment": return .segment
        case "segment_name": return .segmentName
        case "snapshot": return .snapshot
        case "data_date": return .dataDate
        default:
            throw DefinitionError(
                .unknownName, at: reader.pointer,
                "There is no source '\(word)'; "
                    + (nearestName(to: word, among: words).map { "the nearest is '\($0)'. " } ?? "")
                    + "A constant is {\"value\": …}, an attribute of the user {\"attribute\": …}.")
        }
    }

    package var json: JSONValue {
        guard self != .usual else { return .object([]) }
        return .object(fields.map { .init($0.name, Self.json($0.source)) })
    }

    private static func json(_ source: Source) -> JSONValue {
        switch source {
        case .user: "user"
        case .segment: "segment"
        case .segmentName: "segment_name"
        case .snapshot: "snapshot"
        case .dataDate: "data_date"
        case .attribute(let name): ["attribute": .string(name)]
        case .constant(let value): ["value": value]
        case .change(let words):
            words.isEmpty
                ? "change"
                : [
                    "change": .object(
                        words.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) })
                ]
        }
    }

    /// The attributes of users that rows hold, each with the field that holds it.
    var attributes: [(field: String, attribute: String)] {
        fields.compactMap { field in
            guard case .attribute(let name) = field.source else { return nil }
            return (field.name, name)
        }
    }

    /// The field that holds the user.
    var userField: String {
        fields.first { $0.source == .user }?.name ?? "user"
    }
}
