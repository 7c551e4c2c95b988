import Secrets
import Synchronization
import WebInterface

/// Who may use the server: whoever opens the link that its start prints, once.
///
/// The link's token buys one session, kept in memory until the server stops.
final class SignIn: Sendable {
    private enum State {
        case waiting
        case signedIn(session: SecretToken)
    }

    private let token = SecretToken()
    private let state = Mutex(State.waiting)

    /// `/sign-in?token=…`; the only place that shows the token.
    var path: String { Address.signIn.path + "?token=" + token.text }

    /// A new session for the right token at its first use, otherwise nil.
    func redeem(_ candidate: some StringProtocol) -> SecretToken? {
        guard token.matches(candidate) else { return nil }
        return state.withLock { state in
            guard case .waiting = state else { return nil }
            let session = SecretToken()
            state = .signedIn(session: session)
            return session
        }
    }

    func accepts(session candidate: some StringProtocol) -> Bool {
        state.withLock { state in
            guard case .signedIn(let session) = state else { return false }
            return session.matches(candidate)
        }
    }
}
