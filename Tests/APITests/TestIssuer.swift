import Crypto
import Definitions
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import JWTKit
import Synchronization

/// A small issuer of OpenID Connect: signs whoever comes in as Mina, and errs on purpose.
final class TestIssuer: Sendable {
    /// What is wrong with its tokens.
    enum Fault: String, CaseIterable, Sendable {
        case wrongIssuer, wrongAudience, wrongNonce, wrongKey, unsigned, expired, future, noEnd
        case severalAudiences, unknownGroups, badCode, changed
    }

    private struct Code: Sendable {
        let nonce: String
        let challenge: String
        let redirect: String
    }

    private struct State {
        var codes: [String: Code] = [:]
        var groups = ["crm"]
        var fault: Fault?
        var key = ES256PrivateKey()
        var keyID = "first"
    }

    static let clientID = "cxm"
    static let secret = "a secret, & more"
    /// What the tests' servers take for now, in seconds.
    private static let now = 1_793_460_000
    private let state = Mutex(State())
    private let client = Mutex<(any TestClientProtocol)?>(nil)

    var address: String { "http://127.0.0.1:\(client.withLock { $0?.port ?? 0 })" }

    /// Where a browser is sent to that comes to one of the issuer's addresses.
    func location(after address: String) async throws -> String {
        let path = String(address.dropFirst(self.address.count))
        let answer = try await client.withLock { $0 }?.ask(.get, path)
        guard let location = answer?.headers[.location] else {
            throw TestFailure("\(address) leads nowhere: \(answer?.text ?? "")")
        }
        return location
    }

    /// The next sign-ins go wrong, or into other groups.
    func set(fault: Fault? = nil, groups: [String] = ["crm"]) {
        state.withLock { ($0.fault, $0.groups) = (fault, groups) }
    }

    /// From now on another key signs.
    func changeKey() {
        state.withLock { ($0.key, $0.keyID) = (ES256PrivateKey(), "second") }
    }

    /// Serves while `body` runs.
    static func run(_ body: @escaping @Sendable (TestIssuer) async throws -> Void) async throws {
        let issuer = TestIssuer()
        let application = Application(
            router: issuer.router, configuration: .init(address: .hostname("127.0.0.1", port: 0)))
        try await application.test(.live) { client in
            issuer.client.withLock { $0 = client }
            try await body(issuer)
        }
    }

    private var router: Router<BasicRequestContext> {
        let router = Router()
        router.get("/.well-known/openid-configuration") { _, _ in
            Self.answer([
                "issuer": .string(self.address),
                "authorization_endpoint": .string(self.address + "/authorize"),
                "token_endpoint": .string(self.address + "/token"),
                "jwks_uri": .string(self.address + "/keys"),
            ])
        }
        router.get("/keys") { _, _ in Self.answer(try self.keys) }
        router.get("/authorize") { request, _ in try self.authorize(request) }
        router.post("/token") { request, _ in try await self.token(request) }
        return router
    }

    private static func answer(_ json: JSONValue) -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: .init(byteBuffer: ByteBuffer(string: json.rendered())))
    }

    private var keys: JSONValue {
        get throws {
            let (key, id) = state.withLock { ($0.key, $0.keyID) }
            guard let parameters = key.publicKey.parameters else {
                throw TestFailure("a key without parameters")
            }
            return [
                "keys": [
                    ["kty": "oct", "kid": "shared", "k": "AAAA"],
                    [
                        "kty": "EC", "crv": "P-256", "kid": .string(id), "alg": "ES256",
                        "use": "sig", "x": .string(Self.inAddresses(parameters.x)),
                        "y": .string(Self.inAddresses(parameters.y)),
                    ],
                ]
            ]
        }
    }

    /// Base64 in the alphabet of addresses, without padding.
    private static func inAddresses(_ base64: String) -> String {
        base64.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    private func authorize(_ request: Request) throws -> Response {
        let query = request.uri.queryParameters
        guard query["response_type"] == "code", query["client_id"] == "cxm",
            query["code_challenge_method"] == "S256",
            let redirect = query["redirect_uri"].map({ String($0) }),
            let nonce = query["nonce"], let challenge = query["code_challenge"],
            let back = query["state"]
        else { throw HTTPError(.badRequest) }
        let code = UUID().uuidString
        state.withLock {
            $0.codes[code] = Code(
                nonce: String(nonce), challenge: String(challenge), redirect: redirect)
        }
        return Response(
            status: .seeOther, headers: [.location: "\(redirect)?code=\(code)&state=\(back)"])
    }

    private func token(_ request: Request) async throws -> Response {
        let text = String(buffer: try await request.body.collect(upTo: 10_000))
        var fields: [String: String] = [:]
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
            fields[parts[0]] = parts[1].removingPercentEncoding
        }
        // A code is good once.
        let code = state.withLock { $0.codes.removeValue(forKey: fields["code"] ?? "") }
        let pair = Data("cxm:a%20secret%2C%20%26%20more".utf8).base64EncodedString()
        guard let code, request.headers[.authorization] == "Basic " + pair,
            fields["redirect_uri"] == code.redirect,
            fields["grant_type"] == "authorization_code",
            Self.inAddresses(
                Data(SHA256.hash(data: Data((fields["code_verifier"] ?? "").utf8)))
                    .base64EncodedString()) == code.challenge,
            state.withLock({ $0.fault }) != .badCode
        else { throw HTTPError(.badRequest) }
        return Self.answer(["id_token": .string(try await signed(code.nonce))])
    }

    private func signed(_ nonce: String) async throws -> String {
        let (fault, groups, key, id) = state.withLock { ($0.fault, $0.groups, $0.key, $0.keyID) }
        let claims = Claims(
            iss: fault == .wrongIssuer ? "https://other.example" : address, sub: "subject-7",
            aud: fault == .wrongAudience
                ? ["other"] : fault == .severalAudiences ? ["cxm", "other"] : ["cxm"],
            exp: fault == .noEnd ? nil : Self.now + (fault == .expired ? -61 : 300),
            iat: Self.now + (fault == .future ? 61 : 0),
            nonce: fault == .wrongNonce ? "0" : nonce, preferredUsername: "mina",
            name: "김민아", groups: fault == .unknownGroups ? ["strangers"] : groups)
        let keys = JWTKeyCollection()
        await keys.add(
            ecdsa: fault == .wrongKey ? ES256PrivateKey() : key, kid: JWKIdentifier(string: id))
        let token = try await keys.sign(claims, kid: JWKIdentifier(string: id))
        return Self.damaged(token, fault)
    }

    private static func damaged(_ token: String, _ fault: Fault?) -> String {
        var parts = token.split(separator: ".").map(String.init)
        switch fault {
        case .unsigned:
            let head = Data(#"{"alg":"none","typ":"JWT"}"#.utf8).base64EncodedString()
            return inAddresses(head) + "." + parts[1] + "."
        case .changed:
            let claims = Data(#"{"sub":"somebody-else"}"#.utf8).base64EncodedString()
            parts[1] = inAddresses(claims)
            return parts.joined(separator: ".")
        default: return token
        }
    }

    private struct Claims: JWTPayload {
        let iss: String
        let sub: String
        let aud: [String]
        let exp: Int?
        let iat: Int
        let nonce: String
        let preferredUsername: String
        let name: String
        let groups: [String]

        enum CodingKeys: String, CodingKey {
            case iss, sub, aud, exp, iat, nonce, name, groups
            case preferredUsername = "preferred_username"
        }

        func verify(using algorithm: some JWTAlgorithm) async throws {}
    }
}
