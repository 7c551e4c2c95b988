import Definitions
import Metadata
import Secrets
import Synchronization
import Testing

@testable import Operations

/// What a process remembers of uses until the store has them.
@Suite struct AccessContentsTests {
    @Test func `a use is to be written down until the store has it`() throws {
        let secret = SecretToken()
        let client = ServiceClientRecord(
            name: "push", scopes: [.export], owner: "ann", createdAt: 0)
        let token = ClientTokenRecord(
            client: client.id, fingerprint: SecretToken.fingerprint(of: secret.text),
            createdAt: 0, expiresAt: nil)
        let contents = AccessContents(
            revision: 1, users: [], sessions: [], clients: [client], tokens: [token], now: 0)
        let entry = try #require(contents.tokens[Fingerprint(of: secret.text)])
        #expect(contents.usedTokens().isEmpty)
        entry.lastUsedAt.store(90_000, ordering: .relaxed)
        let used = contents.usedTokens()
        #expect(used == [token.id: 90_000])
        #expect(contents.usedTokens() == used, "the store may have refused it")
        contents.noted(tokens: used)
        #expect(contents.usedTokens().isEmpty)
    }

    @Test func `so is a session that was seen`() throws {
        let secret = SecretToken()
        let user = UserRecord(name: "mina", role: .viewer, createdAt: 0)
        let record = SessionRecord(
            fingerprint: SecretToken.fingerprint(of: secret.text), user: user.id, agent: "browser",
            createdAt: 0, lastSeenAt: 0, expiresAt: 1)
        let contents = AccessContents(
            revision: 1, users: [user], sessions: [record], clients: [], tokens: [], now: 0)
        let entry = try #require(contents.sessions[Fingerprint(of: secret.text)])
        entry.lastSeenAt.store(90_000, ordering: .relaxed)
        #expect(contents.seenSessions()[record.id]?.seenAt == 90_000)
        let seen = contents.seenSessions()
        #expect(seen[record.id]?.expiresAt == 90_000 + SessionLife.idleMilliseconds)
        contents.noted(sessions: seen)
        #expect(contents.seenSessions().isEmpty)
    }
}
