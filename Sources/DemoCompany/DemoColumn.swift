/// A column of a demo table: its name, what people call it, its type, and its values if few.
package struct DemoColumn: Sendable {
    package enum Kind: String, Sendable { case text, integer, boolean, date, time }

    /// A value as stored, with its label.
    package struct Value: Sendable {
        package let code: String
        package let label: Label
    }

    package let name: String
    package let label: Label
    package let kind: Kind
    /// Every value that can occur, for columns that hold codes; else empty.
    package let values: [Value]

    init(_ name: String, _ korean: String, _ english: String, _ kind: Kind = .text) {
        self.name = name
        label = Label(korean, english)
        self.kind = kind
        values = []
    }

    init<Code: Labelled>(
        _ name: String, _ korean: String, _ english: String, codes: Code.Type
    ) {
        self.init(name, korean, english, values: Code.allCases.map(Self.value))
    }

    init(_ name: String, _ korean: String, _ english: String, values: [Value]) {
        self.name = name
        label = Label(korean, english)
        kind = .text
        self.values = values
    }

    static func value<Code: Labelled>(_ code: Code) -> Value {
        Value(code: code.rawValue, label: code.label)
    }
}
