package import Definitions
package import Metadata
import Secrets
import Synchronization

/// Who is behind a session or a token, in memory: what every request is checked against.
///
///     tables.caller(bearer: token)?.may(.checkMembership)
///
/// A look-up is one SHA-256 and one hash table, without waiting or reading; tables are replaced as a
/// whole. Changes by this process count at once, those by others within a second or so of `run`.
package final class AccessTables: Sendable {
    private let metadata: any MetadataStore
    private let now: @Sendable () -> Int64
    private let contents = Mutex(AccessContents())

    package init(metadata: any MetadataStore, now: @escaping @Sendable () -> Int64) {
        self.metadata = metadata
        self.now = now
    }

    /// The program whose token this is; nil where it is none, has expired or was revoked.
    package func caller(bearer token: String) -> Caller? {
        let key = Fingerprint(of: token)
        guard let entry = contents.withLock({ $0.tokens[key] }) else { return nil }
        let now = now()
        guard entry.expiresAt.map({ now < $0 }) ?? true else { return nil }
        entry.lastUsedAt.store(now, ordering: .relaxed)
        return entry.caller
    }

    /// Changes whenever a token may mean somebody else, or nobody any more: with every replacement of the
    /// tables, with every token that reaches its end, and each minute, so that uses are noted.
    package var revision: UInt64? {
        let now = now()
        let (generation, ended): (UInt64, Int) = contents.withLock { contents in
            (contents.generation, contents.tokenEnds.prefix { $0 <= now }.count)
        }
        return generation << 32 ^ UInt64(now / 60_000) << 12 ^ UInt64(ended)
    }

    /// The session whose cookie this is; nil where it is none or has expired.
    package func session(cookie: String) -> AccessSession? {
        let key = Fingerprint(of: cookie)
        guard let entry = contents.withLock({ $0.sessions[key] }) else { return nil }
        let now = now()
        let seen = entry.lastSeenAt.load(ordering: .relaxed)
        guard now < SessionLife.end(createdAt: entry.session.createdAt, seenAt: seen) else {
            return nil
        }
        entry.lastSeenAt.store(now, ordering: .relaxed)
        return entry.session
    }

    private var current: AccessContents { contents.withLock { $0 } }

    /// Reads everything anew.
    package func refresh() async throws(MetadataError) {
        try await noteUses()
        let revision = try await metadata.accessRevision()
        let made = AccessContents(
            revision: revision, users: try await metadata.users(),
            sessions: try await metadata.sessions(),
            clients: try await metadata.serviceClients(),
            tokens: try await metadata.clientTokens(), now: now())
        contents.withLock { held in
            // Of two that read at once, the newer stays.
            if made.revision >= held.revision {
                let generation = held.generation + 1
                held = made
                held.generation = generation
            }
        }
    }

    package func refreshIfChanged() async throws(MetadataError) {
        if try await metadata.accessRevision() != current.revision { try await refresh() }
    }

    /// Writes down which sessions and tokens were used since the last time; what the store refuses is
    /// written the next time.
    package func noteUses() async throws(MetadataError) {
        let contents = current
        let sessions = contents.seenSessions()
        if !sessions.isEmpty {
            try await metadata.touch(sessions: sessions)
            contents.noted(sessions: sessions)
        }
        let tokens = contents.usedTokens()
        if !tokens.isEmpty {
            try await metadata.touch(tokens: tokens)
            contents.noted(tokens: tokens)
        }
    }

    /// Follows the store until its task is cancelled: changes each second, uses each half minute. What
    /// the store refuses is tried again.
    package func run() async {
        var round = 0
        while !Task.isCancelled {
            try? await Task.sleep(for: .seconds(1))
            try? await refreshIfChanged()
            round += 1
            if round % 30 == 0 { try? await noteUses() }
            if round % 3600 == 1 { try? await metadata.removeExpiredAccess(at: now()) }
        }
        try? await noteUses()
    }
}

/// Who is signed in in a browser.
package struct AccessSession: Hashable, Sendable {
    package let id: Int64
    package let caller: Caller
    package let displayName: String
    package let language: Language?
    /// Otherwise nobody can sign in as the user once the session has ended.
    package let hasPassword: Bool
    let createdAt: Int64
}

/// How long a session is good.
enum SessionLife {
    /// Without a request.
    static let idleMilliseconds: Int64 = 7 * 86_400_000
    /// Whatever happens.
    static let wholeMilliseconds: Int64 = 30 * 86_400_000

    static func end(createdAt: Int64, seenAt: Int64) -> Int64 {
        min(createdAt + wholeMilliseconds, seenAt + idleMilliseconds)
    }
}
