import Definitions
import Foundation
package import HTTPClients
import Synchronization

/// Signs people in by an issuer: the authorization code flow with PKCE, state and nonce.
///
///     let attempt = SignInAttempt()                       // its cookie goes to the browser
///     try await client.address(for: attempt)              // where the browser goes
///     try await client.identity(code: code, attempt: attempt, now: now)
///
/// The issuer's addresses and keys are asked for once, and again when a token names a key that is not
/// among them, once a minute at most.
package final class OpenIDClient: Sendable {
    private struct Known {
        var discovery: Discovery
        var askedAt: Int64
    }

    private let settings: IssuerSettings
    private let sender: any HTTPSender
    private let known = Mutex<Known?>(nil)

    package init(_ settings: IssuerSettings, sender: any HTTPSender) {
        self.settings = settings
        self.sender = sender
    }

    /// Where the browser goes to sign in.
    package func address(for attempt: SignInAttempt, now: Int64) async throws -> String {
        let endpoint = try await discovery(now).authorizationEndpoint
        let query = Self.form([
            ("response_type", "code"), ("client_id", settings.clientID),
            ("redirect_uri", settings.redirectURI), ("scope", "openid profile email"),
            ("state", attempt.state), ("nonce", attempt.nonce),
            ("code_challenge", attempt.challenge), ("code_challenge_method", "S256"),
        ])
        return endpoint + (endpoint.contains("?") ? "&" : "?") + query
    }

    /// Who has come back with this code. `now`: milliseconds since 1970 UTC.
    package func identity(
        code: String, attempt: SignInAttempt, now: Int64
    ) async throws -> IssuedIdentity {
        let token = try await token(code, attempt, now)
        var keys = try await discovery(now).keys
        if try !IdentityToken.namesKey(of: keys, token), mayAskAgain(now) {
            keys = try await discovery(now, anew: true).keys
        }
        let claims = try await IdentityToken.claims(of: token, signedBy: keys)
        try ClaimCheck(settings: settings, nonce: attempt.nonce, now: now).check(claims)
        return try identity(claims)
    }

    private func token(
        _ code: String, _ attempt: SignInAttempt, _ now: Int64
    ) async throws -> String {
        let endpoint = try await discovery(now).tokenEndpoint
        var fields = [
            ("grant_type", "authorization_code"), ("code", code),
            ("redirect_uri", settings.redirectURI), ("code_verifier", attempt.verifier),
            ("client_id", settings.clientID),
        ]
        var headers = [
            ("Content-Type", "application/x-www-form-urlencoded"), ("Accept", "application/json"),
        ]
        if let secret = settings.clientSecret {
            fields.removeLast()
            let pair = Self.encoded(settings.clientID) + ":" + Self.encoded(secret)
            headers.append(("Authorization", "Basic " + Data(pair.utf8).base64EncodedString()))
        }
        let answer = try await Discovery.send(
            OutgoingRequest(
                method: "POST", url: endpoint,
                headers: headers.map { (name: $0.0, value: $0.1) },
                body: Array(Self.form(fields).utf8)), sender)
        guard case .string(let token)? = try Discovery.json(answer, from: endpoint)["id_token"]
        else { throw IssuerError(.refused, "The issuer gives no id_token for the code.") }
        return token
    }

    private func identity(_ claims: JSONValue) throws -> IssuedIdentity {
        func text(_ name: String) -> String? {
            if case .string(let text)? = claims[name], !text.isEmpty { text } else { nil }
        }
        guard let subject = text("sub") else {
            throw IssuerError(.refused, "The issuer's token names no subject.")
        }
        let groups: [String] =
            switch claims[settings.roleClaim] {
            case .string(let group): [group]
            case .array(let list):
                list.compactMap { if case .string(let group) = $0 { group } else { nil } }
            default: []
            }
        guard let role = settings.role(of: groups) else {
            throw IssuerError(
                .noRole,
                "None of the groups of '\(text("preferred_username") ?? subject)' has a role here; an "
                    + "admin gives one in the setting CXM_OIDC_ROLES.")
        }
        return IssuedIdentity(
            externalID: settings.issuer + " " + subject,
            name: text("preferred_username") ?? text("email") ?? subject,
            displayName: text("name") ?? "", role: role)
    }

    private func discovery(_ now: Int64, anew: Bool = false) async throws -> Discovery {
        if !anew, let known = known.withLock({ $0 }) { return known.discovery }
        let made = try await Discovery(of: settings.issuer, through: sender)
        known.withLock { $0 = Known(discovery: made, askedAt: now) }
        return made
    }

    private func mayAskAgain(_ now: Int64) -> Bool {
        known.withLock { ($0?.askedAt ?? 0) + 60_000 <= now }
    }

    private static func form(_ fields: [(String, String)]) -> String {
        fields.map { $0.0 + "=" + encoded($0.1) }.joined(separator: "&")
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain =
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                || (0x61...0x7A).contains(byte) || [0x2D, 0x2E, 0x5F, 0x7E].contains(byte)
            guard !isPlain else { return String(UnicodeScalar(byte)) }
            let digits = String(byte, radix: 16, uppercase: true)
            return "%" + (digits.count == 1 ? "0" : "") + digits
        }.joined()
    }
}
