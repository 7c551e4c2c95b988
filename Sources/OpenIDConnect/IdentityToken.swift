import Definitions
import Foundation
import JWTKit

/// The signed token by which an issuer says who somebody is.
enum IdentityToken {
    private struct Signed: JWTPayload {
        // The claims are checked one by one, as JSON.
        func verify(using algorithm: some JWTAlgorithm) async throws {}
    }

    /// The claims of a token that one of these keys has signed; keys of secrets that are shared, and
    /// tokens without a signature, count for nothing.
    static func claims(of token: String, signedBy keys: JSONValue) async throws -> JSONValue {
        let collection = JWTKeyCollection()
        for key in usable(keys) {
            guard let jwk = try? JWK(json: key.json.rendered()) else { continue }
            _ = try? await collection.add(jwk: jwk)
        }
        do {
            _ = try await collection.verify(token, as: Signed.self, iteratingKeys: true)
        } catch {
            throw IssuerError(.refused, "The issuer's token is not signed by the issuer's keys.")
        }
        return try part(1, of: token)
    }

    /// Whether the key that the token names is among these; true where it names none.
    static func namesKey(of keys: JSONValue, _ token: String) throws -> Bool {
        guard case .string(let id)? = try part(0, of: token)["kid"] else { return true }
        return usable(keys).contains { $0.id == id }
    }

    private static func usable(_ keys: JSONValue) -> [(id: String, json: JSONValue)] {
        guard case .array(let list)? = keys["keys"] else { return [] }
        return list.enumerated().compactMap { index, key in
            guard case .string(let kind)? = key["kty"], ["RSA", "EC", "OKP"].contains(kind),
                key["use"].map({ $0 == "sig" }) ?? true
            else { return nil }
            if case .string(let id)? = key["kid"] { return (id, key) }
            let id = "key \(index)"
            return (id, key.with([.init("kid", .string(id))]))
        }
    }

    private static func part(_ index: Int, of token: String) throws -> JSONValue {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3 else { throw unreadable }
        var text = String(parts[index]).replacing("-", with: "+").replacing("_", with: "/")
        text += String(repeating: "=", count: (4 - text.count % 4) % 4)
        guard let data = Data(base64Encoded: text),
            let json = try? JSONValue(parsing: String(decoding: data, as: UTF8.self))
        else { throw unreadable }
        return json
    }

    private static let unreadable = IssuerError(.refused, "The issuer's token cannot be read.")
}

/// Whether a token was made by this issuer, for us, for this attempt, and is still good.
struct ClaimCheck {
    let settings: IssuerSettings
    let nonce: String
    /// Milliseconds since 1970 UTC.
    let now: Int64

    /// How far clocks may differ, in seconds.
    static let leeway: Double = 60

    func check(_ claims: JSONValue) throws {
        guard claims["iss"] == .string(settings.issuer) else {
            throw refusal("was made by another issuer")
        }
        guard isForUs(claims) else { throw refusal("was made for another client") }
        guard claims["nonce"] == .string(nonce) else {
            throw refusal("was made for another sign-in")
        }
        guard let end = Self.number(claims["exp"]), seconds < end + Self.leeway else {
            throw refusal("has expired, or names no end")
        }
        guard let start = Self.number(claims["iat"]), start < seconds + Self.leeway else {
            throw refusal("is of the future; compare the clocks")
        }
        if let first = Self.number(claims["nbf"]), first >= seconds + Self.leeway {
            throw refusal("is not good yet; compare the clocks")
        }
    }

    private var seconds: Double { Double(now) / 1000 }

    /// Among several audiences, the token must have been given to us.
    private func isForUs(_ claims: JSONValue) -> Bool {
        let ours = JSONValue.string(settings.clientID)
        if let party = claims["azp"], party != ours { return false }
        switch claims["aud"] {
        case .string: return claims["aud"] == ours
        case .array(let list):
            return list.contains(ours) && (list.count == 1 || claims["azp"] == ours)
        default: return false
        }
    }

    private static func number(_ value: JSONValue?) -> Double? {
        switch value {
        case .integer(let number): Double(number)
        case .number(let number): number
        default: nil
        }
    }

    private func refusal(_ why: String) -> IssuerError {
        IssuerError(.refused, "The issuer's token \(why).")
    }
}
