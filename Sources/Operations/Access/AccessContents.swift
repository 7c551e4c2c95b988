package import Definitions
package import Metadata
import Secrets
import Synchronization

/// One state of who may use the server, keyed by what they show.
struct AccessContents: Sendable {
    final class SessionEntry: Sendable {
        let session: AccessSession
        let lastSeenAt: Atomic<Int64>
        /// What the store knows of it.
        let notedAt: Atomic<Int64>

        init(_ session: AccessSession, lastSeenAt: Int64) {
            self.session = session
            self.lastSeenAt = Atomic(lastSeenAt)
            notedAt = Atomic(lastSeenAt)
        }
    }

    final class TokenEntry: Sendable {
        let id: Int64
        let caller: Caller
        let expiresAt: Int64?
        let lastUsedAt: Atomic<Int64>
        let notedAt: Atomic<Int64>

        init(_ token: ClientTokenRecord, _ caller: Caller) {
            id = token.id
            self.caller = caller
            expiresAt = token.expiresAt
            lastUsedAt = Atomic(token.lastUsedAt ?? 0)
            notedAt = Atomic(token.lastUsedAt ?? 0)
        }
    }

    var revision: Int64 = 0
    var sessions: [Fingerprint: SessionEntry] = [:]
    var tokens: [Fingerprint: TokenEntry] = [:]
    /// Counts the replacements in this process.
    var generation: UInt64 = 1
    /// When tokens reach their ends, ascending.
    var tokenEnds: [Int64] = []

    init() {}

    init(
        revision: Int64, users: [UserRecord], sessions: [SessionRecord],
        clients: [ServiceClientRecord], tokens: [ClientTokenRecord], now: Int64
    ) {
        self.revision = revision
        let users = Dictionary(uniqueKeysWithValues: users.map { ($0.id, $0) })
        for record in sessions {
            guard let user = users[record.user], !user.isDisabled,
                let key = Fingerprint(text: record.fingerprint)
            else { continue }
            self.sessions[key] = SessionEntry(
                AccessSession(record, user), lastSeenAt: record.lastSeenAt)
        }
        let clients = Dictionary(uniqueKeysWithValues: clients.map { ($0.id, $0) })
        for record in tokens where record.isGood(at: now) {
            guard let client = clients[record.client], !client.isDisabled,
                let key = Fingerprint(text: record.fingerprint)
            else { continue }
            self.tokens[key] = TokenEntry(record, Caller(client))
        }
        tokenEnds = self.tokens.values.compactMap(\.expiresAt).sorted()
    }

    /// When sessions were seen that the store has not noted; it is told to the minute.
    func seenSessions() -> [Int64: (seenAt: Int64, expiresAt: Int64)] {
        var seen: [Int64: (seenAt: Int64, expiresAt: Int64)] = [:]
        for entry in sessions.values {
            let at = entry.lastSeenAt.load(ordering: .relaxed)
            guard at >= entry.notedAt.load(ordering: .relaxed) + 60_000 else { continue }
            let end = SessionLife.end(createdAt: entry.session.createdAt, seenAt: at)
            seen[entry.session.id] = (seenAt: at, expiresAt: end)
        }
        return seen
    }

    /// The store has noted what `seenSessions` gave.
    func noted(sessions seen: [Int64: (seenAt: Int64, expiresAt: Int64)]) {
        for entry in sessions.values {
            guard let at = seen[entry.session.id]?.seenAt else { continue }
            entry.notedAt.store(at, ordering: .relaxed)
        }
    }

    /// When tokens were used, likewise.
    func usedTokens() -> [Int64: Int64] {
        var used: [Int64: Int64] = [:]
        for entry in tokens.values {
            let at = entry.lastUsedAt.load(ordering: .relaxed)
            guard at >= entry.notedAt.load(ordering: .relaxed) + 60_000 else { continue }
            used[entry.id] = at
        }
        return used
    }

    func noted(tokens used: [Int64: Int64]) {
        for entry in tokens.values {
            guard let at = used[entry.id] else { continue }
            entry.notedAt.store(at, ordering: .relaxed)
        }
    }
}

extension AccessSession {
    init(_ record: SessionRecord, _ user: UserRecord) {
        self.init(
            id: record.id, caller: Caller(user), displayName: user.displayName,
            language: user.language, hasPassword: user.passwordHash != nil,
            createdAt: record.createdAt)
    }
}

extension Caller {
    package init(_ user: UserRecord) {
        self.init(id: user.id, name: user.name, kind: .person(user.role))
    }

    package init(_ client: ServiceClientRecord) {
        self.init(id: client.id, name: "client/" + client.name, kind: .program(client.scopes))
    }
}
