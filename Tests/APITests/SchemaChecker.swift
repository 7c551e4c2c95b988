import Definitions

@testable import API

/// Compares JSON with a schema of the OpenAPI document.
struct SchemaChecker {
    static let components = Dictionary(
        uniqueKeysWithValues: OpenAPI.components.map { ($0.name, $0.schema) })

    /// Where and how the value differs; empty where it fits.
    static func mismatches(_ value: JSONValue, _ schema: Schema, at place: String = "") -> [String]
    {
        func expected(_ what: String, _ holds: Bool) -> [String] {
            holds ? [] : ["\(place): \(what), not \(value.rendered().prefix(80))"]
        }
        switch schema {
        case .any: return []
        case .boolean:
            return expected("a boolean", value == .boolean(true) || value == .boolean(false))
        case .number: return expected("a number", value.isNumber)
        case .whole(let range):
            guard case .integer(let number) = value else { return expected("an integer", false) }
            return expected("in the range", range.map { $0.contains(Int(number)) } ?? true)
        case .string(let format): return expected("a text (\(format ?? ""))", fits(value, format))
        case .oneOf(let words):
            return expected("one of \(words)", words.contains { value == .string($0) })
        case .constant(let word): return expected(word, value == .string(word))
        case .nullable(let schema):
            return value == .null ? [] : mismatches(value, schema, at: place)
        case .anyOf(let schemas):
            let tries = schemas.map { mismatches(value, $0, at: place) }
            return tries.contains([]) ? [] : tries.min { $0.count < $1.count } ?? []
        case .named(let name):
            guard let schema = components[name] else { return ["\(place): no component \(name)"] }
            return mismatches(value, schema, at: place)
        case .list(let schema):
            guard case .array(let elements) = value else { return expected("a list", false) }
            return elements.enumerated().flatMap {
                mismatches($0.element, schema, at: "\(place)/\($0.offset)")
            }
        case .map(let schema):
            guard case .object(let members) = value else { return expected("an object", false) }
            return members.flatMap { mismatches($0.value, schema, at: "\(place)/\($0.name)") }
        case .object(let properties, let isOpen):
            guard case .object(let members) = value else { return expected("an object", false) }
            return object(members, properties, isOpen, place)
        }
    }

    private static func object(
        _ members: [JSONValue.Member], _ properties: [Schema.Property], _ isOpen: Bool,
        _ place: String
    ) -> [String] {
        var found: [String] = []
        for property in properties where property.isRequired {
            if !members.contains(where: { $0.name == property.name }) {
                found.append("\(place): lacks '\(property.name)'")
            }
        }
        for member in members {
            if let property = properties.first(where: { $0.name == member.name }) {
                found += mismatches(member.value, property.schema, at: "\(place)/\(member.name)")
            } else if !isOpen {
                found.append("\(place): has '\(member.name)', which the schema does not name")
            }
        }
        return found
    }

    private static func fits(_ value: JSONValue, _ format: String?) -> Bool {
        guard case .string(let text) = value else { return false }
        switch format {
        case "date": return CivilDate(text) != nil
        case "date-time": return text.contains("T") && Moment(text) != nil
        default: return true
        }
    }
}

extension JSONValue {
    fileprivate var isNumber: Bool {
        switch self {
        case .integer, .number: true
        default: false
        }
    }
}
