import Definitions
import Hummingbird
import Logging
import NIOCore
import Operations

/// What is known of a request while it is answered.
struct ServerContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Who asks; nil before sign-in, and at addresses that are for everyone.
    var caller: Caller?
    /// By which answer, problem and log name this request.
    var requestID = ""
    /// The browser's session, where it asks by cookie.
    var session: AccessSession?
    /// What the session's pages may show in place of the browser's word.
    var csrfToken: String?
    /// The other end of the connection.
    let peer: String
    /// Whence the request comes, behind proxies too.
    var address: String

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress?.ipAddress ?? "unknown"
        address = peer
    }

    /// Who asks, at an address that has a right; everyone else was refused before.
    func requireCaller() throws(Problem) -> Caller {
        guard let caller else { throw .notSignedIn }
        return caller
    }

    /// The session of somebody who asks with a browser.
    func requireSession() throws(Problem) -> AccessSession {
        guard let session else { throw caller == nil ? .notSignedIn : .forPeople }
        return session
    }

    /// A number in the address, such as the one of `/users/{id}`.
    func number(_ name: String) throws(Problem) -> Int64 {
        guard let number = parameters.get(name, as: Int64.self) else { throw .noSuchAddress }
        return number
    }
}
