import Definitions
import HTTPTypes
import Hummingbird
import Synchronization
import Testing

@testable import API

/// What the OpenAPI document promises of every answer; each answer that a test gets is held against it.
struct Contract: Sendable {
    let endpoints: [Endpoint]

    /// Of the servers that tests start; all are alike.
    static let current = Mutex<Contract?>(nil)

    /// `body`: what was sent; where it was taken, the document must have said that it may be.
    func check(
        _ method: HTTPRequest.Method, _ path: String, _ answer: Answer, body: String? = nil
    ) {
        let address = path.prefix { $0 != "?" }
        guard address.hasPrefix(OpenAPI.prefix + "/"), answer.status != 304 || method == .get else {
            return
        }
        let parts = address.dropFirst(OpenAPI.prefix.count).split(separator: "/")
        let found = endpoints.filter { $0.method == method && $0.matches(parts) }
        // As the router does: what is written out goes before parameters.
        guard let endpoint = found.min(by: { $0.parameterCount < $1.parameterCount }) else {
            return
        }
        let problems = mismatches(endpoint, answer)
        #expect(problems.isEmpty, "\(method) \(path): \(problems) in \(answer.text.prefix(400))")
        guard let body, let schema = endpoint.body, (200..<300).contains(answer.status),
            let json = try? JSONValue(parsing: body)
        else { return }
        let unsaid = SchemaChecker.mismatches(json, schema)
        #expect(unsaid.isEmpty, "\(method) \(path) took \(body.prefix(400)): \(unsaid)")
    }

    private func mismatches(_ endpoint: Endpoint, _ answer: Answer) -> [String] {
        let type = String((answer.headers[.contentType] ?? "").prefix { $0 != ";" })
        if type == "application/problem+json" {
            guard endpoint.problemStatuses.contains(answer.status) else {
                return ["the problem \(answer.status) is not documented"]
            }
            return compare(answer, Problem.schema)
        }
        if answer.status == 304 { return endpoint.declares(.ifNoneMatch) ? [] : ["304"] }
        let promised = endpoint.answers.filter { $0.status == answer.status }
        guard !promised.isEmpty else { return ["the status \(answer.status) is not documented"] }
        guard let match = promised.first(where: { ($0.contentType ?? "") == type }) else {
            return ["the type '\(type)' is not documented"]
        }
        return match.schema.map { compare(answer, $0) } ?? []
    }

    private func compare(_ answer: Answer, _ schema: Schema) -> [String] {
        do {
            return SchemaChecker.mismatches(try answer.json(), schema)
        } catch {
            return ["\(error)"]
        }
    }
}

extension Endpoint {
    fileprivate var parameterCount: Int { path.count { $0 == "{" } }

    fileprivate func matches(_ parts: [Substring]) -> Bool {
        let own = path.split(separator: "/")
        return own.count == parts.count
            && zip(own, parts).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }
}
