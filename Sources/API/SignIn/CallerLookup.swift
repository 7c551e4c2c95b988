package import Definitions

/// Finds out who shows a bearer token, from memory: it is asked at every request, on the event loop.
package protocol CallerLookup: Sendable {
    /// Nil for a token that is unknown, revoked or expired.
    func caller(bearer token: String) -> Caller?

    /// Rises whenever a token may mean somebody else, or nobody any more (revoked, expired): what was found is
    /// asked for again. Nil: what is found is never kept.
    var revision: UInt64? { get }
}

extension CallerLookup {
    package var revision: UInt64? { nil }
}

/// How programs show their tokens: `Authorization: Bearer 5f0c…`
enum Bearer {
    private static let scheme = "bearer "

    /// The token of an `Authorization` header; nil where it is of another scheme, or empty.
    static func token(in header: String) -> String? {
        let bytes = header.utf8
        guard bytes.count > scheme.utf8.count,
            zip(bytes, scheme.utf8).allSatisfy({ $0 | 0x20 == $1 | 0x20 })
        else { return nil }
        let token = header.dropFirst(scheme.utf8.count).drop { $0 == " " }
        return token.isEmpty ? nil : String(token)
    }
}
