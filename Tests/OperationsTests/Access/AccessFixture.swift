import Definitions
import Metadata
import MetadataSQLite
import Operations
import Secrets
import Synchronization
import Testing

/// A desk over a store in memory, with a clock that tests move.
struct AccessFixture: Sendable {
    let store: SQLiteMetadata
    let clock = AccessClock()
    let desk: AccessDesk
    static let origin = SignInOrigin(address: "10.0.0.7", agent: "browser")
    static let password = "correct horse battery"

    init() throws {
        let clock = clock
        store = try SQLiteMetadata.inMemory()
        desk = AccessDesk(metadata: store, passwordCost: .none, now: { clock.now })
    }

    func space(_ actor: String = "ann") -> AccessSpace { desk.space(actor: actor) }

    /// A user with a password.
    @discardableResult
    func add(_ name: String, _ role: Role = .marketer) async throws -> UserRecord {
        let invitation = try await space().invite(name: name, role: role)
        let begun = try await space().redeem(
            link: invitation.token.text, password: Self.password, from: Self.origin)
        return begun.user
    }

    func signIn(
        _ name: String, _ password: String = password, from address: String = "10.0.0.7"
    ) async throws -> NewSession {
        try await space("nobody").signIn(
            name: name, password: password, from: SignInOrigin(address: address, agent: "b"))
    }

    /// The actions of the audit, the oldest first.
    func actions() async throws -> [String] {
        try await store.audit(AuditFilter(), before: nil, limit: 1000).map(\.action).reversed()
    }
}

final class AccessClock: Sendable {
    private let time = Mutex<Int64>(1_793_460_000_000)
    var now: Int64 { time.withLock { $0 } }
    func advance(seconds: Int64) { time.withLock { $0 += seconds * 1000 } }
}

/// The code of the error that the calls end with.
func accessCode(_ body: () async throws -> Void) async -> AccessError.Code? {
    do {
        try await body()
        return nil
    } catch {
        return (error as? AccessError)?.code
    }
}
