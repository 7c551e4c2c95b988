import Definitions
import HTTPTypes
import Hummingbird

extension Endpoint {
    /// Throws a problem where the query holds a name that is not declared, a declared name twice, or a
    /// value that does not fit; or where a required parameter is missing.
    func check(_ request: Request, _ context: ServerContext) throws(Problem) {
        let inputs = try Inputs(request, context)
        let declared = parameters.filter { $0.place == .query }
        for (name, _) in inputs.query where !declared.contains(where: { $0.name == name }) {
            throw .unknownParameter(name, known: declared.map(\.name))
        }
        for parameter in declared {
            let values = inputs.texts(parameter.name)
            guard let value = values.first else {
                if parameter.isRequired { throw .missingParameter(parameter.name) }
                continue
            }
            guard values.count == 1 || parameter.schema.isList else {
                throw .badParameter(parameter.name, "given once", not: value)
            }
            for value in values { try parameter.check(value) }
        }
        for parameter in parameters where parameter.place == .path {
            try parameter.checkPath(try inputs.required(parameter.name))
        }
    }
}

extension Parameter {
    fileprivate func check(_ value: String) throws(Problem) {
        if let expected = schema.mismatch(ofText: value) {
            throw .badParameter(name, expected, not: value)
        }
    }

    /// An address of the right form that names nothing is not found.
    fileprivate func checkPath(_ value: String) throws(Problem) {
        guard schema.mismatch(ofText: value) == nil else {
            throw .nothing(called: value, parameter: name)
        }
    }
}

extension Schema {
    fileprivate var isList: Bool {
        if case .list = self { return true }
        return false
    }

    /// What a text outside of JSON should have been; nil where it fits.
    func mismatch(ofText text: String) -> String? {
        switch self {
        case .list(let schema), .nullable(let schema): return schema.mismatch(ofText: text)
        case .boolean: return text == "true" || text == "false" ? nil : "true or false"
        case .number: return Double(text)?.isFinite == true ? nil : "a number"
        case .whole(nil): return Int64(text) == nil ? "a whole number" : nil
        case .whole(let range?):
            let fits = Int(text).map(range.contains) ?? false
            return fits
                ? nil : "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .oneOf(let words):
            return words.contains(text) ? nil : "one of " + words.joined(separator: ", ")
        case .string(format: "date"):
            return CivilDate(text) == nil ? "a day such as 2026-11-24" : nil
        case .constant(let word): return text == word ? nil : word
        case .any, .string, .object, .named, .anyOf, .map: return nil
        }
    }
}

extension Problem {
    static func unknownParameter(_ name: String, known: [String]) -> Problem {
        let name = String(name.prefix(80))
        let hint =
            if known.isEmpty {
                "there are none here"
            } else if let nearest = nearestName(to: name, among: known) {
                "the nearest is '\(nearest)'"
            } else {
                "known are " + known.joined(separator: ", ")
            }
        return Problem(
            .badRequest, "unknown_parameter", "There is no parameter '\(name)' here; \(hint).",
            parameter: name)
    }
}
