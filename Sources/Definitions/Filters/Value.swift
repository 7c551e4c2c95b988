/// One value as a definition writes it; how it compares depends on the property's type.
package enum Value: Hashable, Sendable {
    case text(String)
    case integer(Int64)
    case number(Double)
    case boolean(Bool)

    package var json: JSONValue {
        switch self {
        case .text(let value): .string(value)
        case .integer(let value): .integer(value)
        case .number(let value): .number(value)
        case .boolean(let value): .boolean(value)
        }
    }

    init(_ reader: JSONReader) throws(DefinitionError) {
        switch reader.value {
        case .string(let value): self = .text(value)
        case .integer(let value): self = .integer(value)
        case .number(let value): self = .number(value)
        case .boolean(let value): self = .boolean(value)
        default:
            throw .wrongType(
                reader.value, at: reader.pointer, expected: "a text, a number, true or false")
        }
    }

    /// As a person writes it: `3`, `true`, `ios`.
    package var words: String {
        switch self {
        case .text(let value): value
        case .integer(let value): String(value)
        case .number(let value): String(value)
        case .boolean(let value): String(value)
        }
    }
}
