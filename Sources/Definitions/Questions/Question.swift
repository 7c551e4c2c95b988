/// Any question that an engine can answer, told apart by its `kind`.
///
///     try Question(parsing: #"{"kind":"funnel","dataset":"app","steps":[…]}"#)
package enum Question: Hashable, Sendable {
    case funnel(Funnel)
    case retention(Retention)

    static let kinds = ["funnel", "retention"]

    package init(parsing text: String) throws(DefinitionError) {
        try self.init(JSONReader(JSONValue(parsing: text)))
    }

    package init(_ reader: JSONReader) throws(DefinitionError) {
        let kind = try reader.member("kind")
        switch try kind.string() {
        case "funnel": self = .funnel(try Funnel(reader))
        case "retention": self = .retention(try Retention(reader))
        case let other:
            throw .unknownName(
                other, kind: "kind of question", at: kind.pointer, known: Self.kinds)
        }
    }

    package var json: JSONValue {
        switch self {
        case .funnel(let funnel): funnel.json
        case .retention(let retention): retention.json
        }
    }

    package var scope: Scope {
        get {
            switch self {
            case .funnel(let funnel): funnel.scope
            case .retention(let retention): retention.scope
            }
        }
        set {
            switch self {
            case .funnel(var funnel):
                funnel.scope = newValue
                self = .funnel(funnel)
            case .retention(var retention):
                retention.scope = newValue
                self = .retention(retention)
            }
        }
    }

    /// Checks every name against what the dataset has; the nearest name is suggested.
    package func check(against schema: DatasetSchema) throws(DefinitionError) {
        switch self {
        case .funnel(let funnel): try funnel.check(against: schema)
        case .retention(let retention): try retention.check(against: schema)
        }
    }

    /// The question in plain words.
    package func described(in language: Language) -> String {
        switch self {
        case .funnel(let funnel): funnel.described(in: language)
        case .retention(let retention): retention.described(in: language)
        }
    }
}
