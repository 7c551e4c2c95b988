import Secrets

/// One way of a browser to the issuer and back: what ties its ends together.
///
/// All of it follows from one secret, which the browser keeps in a cookie: the server remembers nothing.
package struct SignInAttempt: Sendable {
    private let secret: String

    /// A new one.
    package init() {
        secret = SecretToken().text
    }

    /// The one of a cookie.
    package init(cookie: String) {
        secret = cookie
    }

    package var cookie: String { secret }
    /// Comes back in the address: the answer belongs to this browser.
    var state: String { derived("state") }
    /// Comes back in the token: the token was made for this attempt.
    var nonce: String { derived("nonce") }
    /// Shown to the issuer for the code: whoever steals the code lacks it (PKCE, RFC 7636).
    var verifier: String { derived("verifier") }
    var challenge: String { Digest.base64URL(ofSHA256: Array(verifier.utf8)) }

    /// Whether an answer with this state is one to this attempt.
    package func matches(state candidate: String) -> Bool {
        SecretToken.areEqual(state, candidate)
    }

    private func derived(_ use: String) -> String {
        SecretToken.fingerprint(of: "openid \(use) " + secret)
    }
}
