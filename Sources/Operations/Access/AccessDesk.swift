import Definitions
package import Metadata
package import Secrets
import Synchronization

/// What sign-in and service clients stand on in one process: the store, the copy of it that requests
/// are checked against, the hashing of passwords, the memory of failed attempts.
///
///     let desk = AccessDesk(metadata: store, now: clock)
///     let user = try await desk.space(actor: "ann").invite(name: "mina", role: .marketer)
package final class AccessDesk: Sendable {
    package let metadata: any MetadataStore
    package let tables: AccessTables
    package let passwords: PasswordHasher
    package let now: @Sendable () -> Int64
    private let throttle = Mutex(SignInThrottle())

    package init(
        metadata: any MetadataStore, passwordCost: PasswordHash.Cost = .usual,
        now: @escaping @Sendable () -> Int64
    ) {
        self.metadata = metadata
        self.now = now
        tables = AccessTables(metadata: metadata, now: now)
        passwords = PasswordHasher(cost: passwordCost)
    }

    package func space(actor: String) -> AccessSpace {
        AccessSpace(desk: self, actor: actor, now: now())
    }

    /// Throws where an attempt has to wait.
    func beginAttempt(name: String, address: String) throws(AccessError) {
        let now = now()
        let seconds = throttle.withLock { $0.begin(name: name, address: address, at: now) }
        if let seconds { throw .wait(seconds) }
    }

    func succeeded(name: String) {
        throttle.withLock { $0.succeeded(name: name) }
    }

    func isBlocked(name: String) -> Bool {
        let now = now()
        return throttle.withLock { $0.isBlocked(name: name, at: now) }
    }
}

/// What every operation on access stands on: who acts, and when.
package struct AccessSpace: Sendable {
    package let desk: AccessDesk
    package let actor: String
    package let now: Int64

    var metadata: any MetadataStore { desk.metadata }

    /// Brings this process's copy up to date after a change; others notice it by themselves.
    func changed() async throws {
        try await desk.tables.refresh()
    }

    /// Writes down what was done.
    func audit(
        _ action: String, _ subject: String, _ details: JSONValue = .object([]),
        by actor: String? = nil
    ) async throws {
        try await metadata.record(
            AuditRecord(
                at: now, actor: actor ?? self.actor, action: action, subject: subject,
                details: details))
    }
}
