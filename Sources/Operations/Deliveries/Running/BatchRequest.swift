import HTTPClients
import Jobs
import Secrets

/// A batch as it is sent, but for the time and the signature over it.
struct BatchRequest: Sendable {
    let url: String
    let timeout: Duration
    let attempts: Int
    let body: [UInt8]
    private let headers: [(name: String, value: String)]
    private let key: [UInt8]?

    /// Throws where a secret that it needs is not set.
    init(
        _ options: HTTPDestination, _ secrets: SecretFiles, body: [UInt8],
        headers more: [(name: String, value: String)] = []
    ) throws {
        url = options.url
        timeout = .seconds(options.timeoutSeconds)
        attempts = options.attempts
        self.body = body
        var headers = [(name: "Content-Type", value: "application/json")] + more
        for header in options.headers {
            switch header.value {
            case .text(let text): headers.append((header.name, text))
            case .secret(let name):
                headers.append((header.name, try Self.secret(name, secrets)))
            }
        }
        self.headers = headers
        key =
            options.isSigned
            ? Array(try Self.secret(HTTPDestination.signingSecret, secrets).utf8) : nil
    }

    /// The request as of a time, signed: the HMAC-SHA256 of the seconds, a dot and the body.
    func signed(at now: Int64) -> OutgoingRequest {
        var headers = headers
        if let key {
            let seconds = "\(now / 1000)"
            let signature = Digest.signature(of: Array("\(seconds).".utf8) + body, key: key)
            headers.append(("CXM-Timestamp", seconds))
            headers.append(("CXM-Signature", "v1=" + signature))
        }
        return OutgoingRequest(method: "POST", url: url, headers: headers, body: body)
    }

    private static func secret(_ name: String, _ secrets: SecretFiles) throws -> String {
        guard let value = try secrets.value(name) else {
            throw JobFailure(
                "The destination has no secret '\(name)'.",
                remedy: "Set it ('cxm destination secret'), or take it out of the destination's "
                    + "options.")
        }
        return value
    }
}
