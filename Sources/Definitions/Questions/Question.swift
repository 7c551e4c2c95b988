/// Any question that an engine can answer, told apart by its `kind`.
///
///     try Question(parsing: #"{"kind":"funnel","dataset":"app","steps":[…]}"#)
package enum Question: Hashable, Sendable {
    case funnel(Funnel)
    case pages(Pages)

    static let kinds = ["funnel", "pages"]

    package init(parsing text: String) throws(DefinitionError) {
        try self.init(JSONReader(JSONValue(parsing: text)))
    }

    package init(_ reader: JSONReader) throws(DefinitionError) {
        let kind = try reader.member("kind")
        switch try kind.string() {
        case "funnel": self = .funnel(try Funnel(reader))
        case "pages": self = .pages(try Pages(reader))
        case let other:
            throw .unknownName(
                other, kind: "kind of question", at: kind.pointer, known: Self.kinds)
        }
    }

    package var json: JSONValue {
        switch self {
        case .funnel(let funnel): funnel.json
        case .pages(let pages): pages.json
        }
    }

    package var scope: Scope {
        get {
            switch self {
            case .funnel(let funnel): funnel.scope
            case .pages(let pages): pages.scope
            }
        }
        set {
            switch self {
            case .funnel(var funnel):
                funnel.scope = newValue
                self = .funnel(funnel)
            case .pages(var pages):
                pages.scope = newValue
                self = .pages(pages)
            }
        }
    }

    /// Checks every name against what the dataset has; the nearest name is suggested.
    package func check(against schema: DatasetSchema) throws(DefinitionError) {
        switch self {
        case .funnel(let funnel): try funnel.check(against: schema)
        case .pages(let pages): try pages.check(against: schema)
        }
    }

    /// The question in plain words.
    package func described(in language: Language) -> String {
        switch self {
        case .funnel(let funnel): funnel.described(in: language)
        case .pages(let pages): pages.described(in: language)
        }
    }
}
