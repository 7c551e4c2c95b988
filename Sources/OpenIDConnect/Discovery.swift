import Definitions
import HTTPClients

/// Where an issuer does what, and the keys that its tokens are signed with.
struct Discovery: Sendable {
    let authorizationEndpoint: String
    let tokenEndpoint: String
    let keys: JSONValue

    static let timeout = Duration.seconds(10)

    /// Asks the issuer for both (OpenID Connect Discovery 1.0).
    init(of issuer: String, through sender: any HTTPSender) async throws {
        let base = issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer
        let document = try await Self.json(
            base + "/.well-known/openid-configuration", through: sender)
        guard document["issuer"] == .string(issuer) else {
            throw IssuerError(
                .refused,
                "The issuer at \(issuer) calls itself something else; correct the setting.")
        }
        authorizationEndpoint = try Self.address("authorization_endpoint", document, issuer)
        tokenEndpoint = try Self.address("token_endpoint", document, issuer)
        keys = try await Self.json(
            try Self.address("jwks_uri", document, issuer), through: sender)
    }

    /// Over https, but at an issuer of this machine.
    private static func address(
        _ name: String, _ document: JSONValue, _ issuer: String
    ) throws -> String {
        guard case .string(let address)? = document[name],
            address.hasPrefix("https://") || issuer.hasPrefix("http://")
        else {
            throw IssuerError(.refused, "The issuer \(issuer) names no '\(name)' over https.")
        }
        return address
    }

    static func json(
        _ url: String, through sender: any HTTPSender
    ) async throws -> JSONValue {
        let answer = try await send(
            OutgoingRequest(url: url, headers: [("Accept", "application/json")]), sender)
        return try json(answer, from: url)
    }

    static func json(_ answer: IncomingAnswer, from url: String) throws -> JSONValue {
        guard answer.status == 200,
            let json = try? JSONValue(parsing: String(decoding: answer.body, as: UTF8.self))
        else {
            throw IssuerError(
                .unreachable, "The issuer answers \(answer.status) at \(url), not with JSON.")
        }
        return json
    }

    static func send(
        _ request: OutgoingRequest, _ sender: any HTTPSender
    ) async throws -> IncomingAnswer {
        do {
            return try await sender.send(request, timeout: timeout)
        } catch let error as HTTPSendError {
            throw IssuerError(.unreachable, error.description)
        }
    }
}
