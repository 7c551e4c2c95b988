import Definitions
import Foundation
import HTTPTypes
import Hummingbird

/// What a request carries in path, query and headers, read by name.
///
///     let inputs = try Inputs(request, context)
///     let id = try inputs.id("id")
///     let status = try inputs.word("status", of: SegmentStatus.self)
///
/// Every error names its parameter. `Endpoint` has refused names that it does not declare, and values
/// that do not fit the declared schema.
struct Inputs: Sendable {
    private let path: [String: String]
    let query: [(name: String, value: String)]
    private let headers: HTTPFields

    init(_ request: Request, _ context: ServerContext) throws(Problem) {
        try self.init(query: request.uri.query ?? "", path: context.parameters, request.headers)
    }

    init(query: String, path: Parameters, _ headers: HTTPFields) throws(Problem) {
        self.headers = headers
        var byName: [String: String] = [:]
        for (name, value) in path {
            guard let text = value.removingPercentEncoding else {
                throw .badEncoding(String(name))
            }
            byName[String(name)] = text
        }
        self.path = byName
        self.query = try Self.pairs(query)
    }

    private static func pairs(_ query: String) throws(Problem) -> [(name: String, value: String)] {
        var pairs: [(name: String, value: String)] = []
        for part in query.split(separator: "&") {
            let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let texts = halves.map { $0.replacing("+", with: " ").removingPercentEncoding }
            guard let name = texts[0] else { throw .badEncoding(String(halves[0])) }
            guard texts.count == 2 else {
                pairs.append((name, ""))
                continue
            }
            guard let value = texts[1] else { throw .badEncoding(name) }
            pairs.append((name, value))
        }
        return pairs
    }

    /// The value in path, query or header; nil where it is missing.
    func text(_ name: String) -> String? {
        path[name] ?? query.first { $0.name == name }?.value
            ?? HTTPField.Name(name).flatMap { headers[$0] }
    }

    /// Every value of a query parameter that may stand several times.
    func texts(_ name: String) -> [String] {
        query.filter { $0.name == name }.map(\.value)
    }

    func required(_ name: String) throws(Problem) -> String {
        guard let text = text(name) else { throw .missingParameter(name) }
        return text
    }

    func integer(_ name: String, in range: ClosedRange<Int>) throws(Problem) -> Int? {
        guard let text = text(name) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw .badParameter(
                name, "a whole number from \(range.lowerBound) to \(range.upperBound)", not: text)
        }
        return number
    }

    /// False where it is missing.
    func flag(_ name: String) throws(Problem) -> Bool {
        switch text(name) {
        case nil, "false": return false
        case "true": return true
        case let text?: throw .badParameter(name, "true or false", not: text)
        }
    }

    func word<Word: RawRepresentable<String> & CaseIterable>(
        _ name: String, of words: Word.Type
    ) throws(Problem) -> Word? {
        guard let text = text(name) else { return nil }
        return try Self.word(text, name)
    }

    /// Every value of a parameter that may stand several times; empty where it is missing.
    func words<Word: RawRepresentable<String> & CaseIterable>(
        _ name: String, of words: Word.Type
    ) throws(Problem) -> [Word] {
        var found: [Word] = []
        for text in texts(name) { found.append(try Self.word(text, name)) }
        return found
    }

    private static func word<Word: RawRepresentable<String> & CaseIterable>(
        _ text: String, _ name: String
    ) throws(Problem) -> Word {
        guard let word = Word(rawValue: text) else {
            throw .badParameter(
                name, "one of " + Word.allCases.map(\.rawValue).joined(separator: ", "), not: text)
        }
        return word
    }

    /// `2026-11-24`
    func day(_ name: String) throws(Problem) -> CivilDate? {
        guard let text = text(name) else { return nil }
        guard let day = CivilDate(text) else {
            throw .badParameter(name, "a day such as 2026-11-24", not: text)
        }
        return day
    }

    /// A number in the path that the store has given; what is no such number names nothing.
    func id(_ name: String) throws(Problem) -> Int64 {
        let text = try required(name)
        guard let id = Int64(text), id > 0 else { throw .nothing(called: text, parameter: name) }
        return id
    }
}

extension Problem {
    static func badParameter(_ name: String, _ expected: String, not value: String) -> Problem {
        Problem(
            .badRequest, "bad_parameter",
            "'\(name)' should be \(expected), not '\(value.prefix(80))'.", parameter: name)
    }

    static func missingParameter(_ name: String) -> Problem {
        Problem(
            .badRequest, "missing_parameter", "The parameter '\(name)' is missing; add it.",
            parameter: name)
    }

    static func badEncoding(_ name: String) -> Problem {
        Problem(
            .badRequest, "bad_parameter",
            "'\(name.prefix(80))' is not percent-encoded UTF-8.", parameter: String(name.prefix(80))
        )
    }

    /// What an address names does not exist: `There is no 'abc' here.`
    static func nothing(called text: String, parameter: String) -> Problem {
        Problem(
            .notFound, "not_found", "There is no '\(text.prefix(80))' here.", parameter: parameter)
    }

    /// `There is no segment 12.`
    static func noSuch(_ kind: String, _ name: String, parameter: String = "id") -> Problem {
        Problem(
            .notFound, "not_found", "There is no \(kind) '\(name.prefix(80))'.",
            parameter: parameter)
    }
}
