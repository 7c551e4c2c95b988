/// Who may use the server: people with their sessions and links, programs with their tokens.
///
/// Secrets are kept as fingerprints only.
package protocol AccessRecords: Sendable {
    /// Rises with every change of what follows but the noting of uses: whoever keeps a copy asks for it.
    func accessRevision() async throws(MetadataError) -> Int64

    /// By name.
    func users() async throws(MetadataError) -> [UserRecord]
    /// The error `taken` where the name or the external id is.
    func add(_ user: UserRecord) async throws(MetadataError) -> UserRecord
    /// The error `inUse` where no admin would be left who is not disabled, `taken` as above.
    func update(_ user: UserRecord) async throws(MetadataError)
    /// Keeps the hash of a password, and leaves what others change meanwhile; the user as it is then. Nil,
    /// and nothing is kept, where there is none or it is disabled.
    func setPassword(
        _ hash: String, of user: Int64
    ) async throws(MetadataError) -> UserRecord?

    func sessions() async throws(MetadataError) -> [SessionRecord]
    func add(_ session: SessionRecord) async throws(MetadataError) -> SessionRecord
    /// Without an error where it has ended already.
    func endSession(_ id: Int64) async throws(MetadataError)
    /// All of a user but one.
    func endSessions(of user: Int64, except kept: Int64?) async throws(MetadataError)
    /// Notes when sessions, by id, were last seen, and until when they are good now.
    func touch(sessions: [Int64: (seenAt: Int64, expiresAt: Int64)]) async throws(MetadataError)
    /// Removes sessions and links that have expired.
    func removeExpiredAccess(at now: Int64) async throws(MetadataError)

    /// Takes the place of links of the same user that nobody has used.
    func add(_ link: SignInLinkRecord) async throws(MetadataError)
    func link(fingerprint: String) async throws(MetadataError) -> SignInLinkRecord?
    /// Uses a link up; nil where there is none, it has expired, or somebody was first.
    func useLink(
        fingerprint: String, at now: Int64
    ) async throws(MetadataError) -> SignInLinkRecord?

    /// By name.
    func serviceClients() async throws(MetadataError) -> [ServiceClientRecord]
    /// The error `taken` where the name is.
    func add(_ client: ServiceClientRecord) async throws(MetadataError) -> ServiceClientRecord
    func update(_ client: ServiceClientRecord) async throws(MetadataError)
    /// Of all clients, the newest first.
    func clientTokens() async throws(MetadataError) -> [ClientTokenRecord]
    func add(_ token: ClientTokenRecord) async throws(MetadataError) -> ClientTokenRecord
    /// The error `notFound` where the client has no such token; one that is revoked already stays so.
    func revokeToken(_ id: Int64, of client: Int64, at now: Int64) async throws(MetadataError)
    /// Lets the client's tokens but one end at a time, unless they end before.
    func endTokens(
        of client: Int64, except kept: Int64?, at end: Int64
    ) async throws(MetadataError)
    /// Notes when tokens, by id, were last used.
    func touch(tokens: [Int64: Int64]) async throws(MetadataError)
}
