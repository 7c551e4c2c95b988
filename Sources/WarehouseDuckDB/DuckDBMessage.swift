import Foundation
import Warehouses

/// An error as DuckDB words it: JSON once a connection is set so, else `Kind Error: text`.
struct DuckDBMessage {
    private let kind: String
    private let text: String
    /// Bytes before the place in the statement.
    private let offset: Int?

    init(_ message: String) {
        // Errors of the parser alone have their kind before the JSON.
        let json = message.drop { $0 != "{" }
        let fields = try? JSONDecoder().decode([String: String].self, from: Data(json.utf8))
        if let fields, let kind = fields["exception_type"] {
            self.kind = kind
            text = fields["exception_message"] ?? message
            offset = fields["position"].flatMap { Int($0) }
            return
        }
        offset = nil
        if let range = message.range(of: " Error: ") {
            kind = String(message[..<range.lowerBound])
            text = String(message[range.upperBound...])
        } else {
            kind = ""
            text = message
        }
    }

    /// The error for a user who wrote `statement`.
    func error(in statement: String) -> WarehouseError {
        let position = offset.map { Self.position($0, in: statement) }
        return .reported(code: code, kind: kind, text: text, position: position)
    }

    private var code: WarehouseError.Code {
        if kind == "IO" { return .missingFile }
        return Self.codes[kind] ?? .other
    }

    private static let codes: [String: WarehouseError.Code] = [
        "Parser": .syntax, "Syntax": .syntax,
        "Catalog": .unknownName, "Binder": .unknownName, "Mismatch Type": .unknownName,
        "Conversion": .badValue, "Out of Range": .badValue, "Divide by Zero": .badValue,
        "Invalid Input": .badValue,
        "Constraint": .constraint,
        "Permission": .forbidden, "Invalid Configuration": .forbidden,
        "INTERRUPT": .cancelled, "Interrupt": .cancelled,
        "Out of Memory": .outOfMemory,
        "Connection": .connection,
        "Parameter Not Resolved": .parameters, "Parameter Not Allowed": .parameters,
    ]

    static func position(_ offset: Int, in statement: String) -> WarehouseError.Position {
        let before = statement.utf8.prefix(offset)
        let newline = UInt8(ascii: "\n")
        let line = before.count { $0 == newline } + 1
        let lineStart = before.lastIndex(of: newline).map { before.index(after: $0) }
        let column = statement[(lineStart ?? statement.startIndex)..<before.endIndex].count + 1
        return WarehouseError.Position(line: line, column: column)
    }
}
