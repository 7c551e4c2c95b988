package import Definitions

/// Finds who shows a token; called for every request, so it neither waits nor reads.
package protocol CallerLookup: Sendable {
    /// Nil where the token is none, has expired or was revoked.
    func caller(bearer token: String) -> Caller?
}
