/// Any question that an engine can answer, told apart by its `kind`.
///
///     try Question(parsing: #"{"kind":"funnel","dataset":"app","steps":[…]}"#)
package enum Question: Hashable, Sendable {
    case funnel(Funnel)

    static let kinds = ["funnel"]

    package init(parsing text: String) throws(DefinitionError) {
        try self.init(JSONReader(JSONValue(parsing: text)))
    }

    package init(_ reader: JSONReader) throws(DefinitionError) {
        let kind = try reader.member("kind")
        switch try kind.string() {
        case "funnel": self = .funnel(try Funnel(reader))
        case let other:
            throw .unknownName(
                other, kind: "kind of question", at: kind.pointer, known: Self.kinds)
        }
    }

    package var json: JSONValue {
        switch self {
        case .funnel(let funnel): funnel.json
        }
    }
}
