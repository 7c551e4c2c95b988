import Definitions
import Hummingbird
import Logging

/// What is known of a request while it is answered.
struct ServerContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Who asks; nil before sign-in, and at addresses that are for everyone.
    var caller: Caller?
    /// By which answer, problem and log name this request.
    var requestID = ""

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
    }

    /// Who asks, at an address that has a right; everyone else was refused before.
    func requireCaller() throws(Problem) -> Caller {
        guard let caller else { throw .notSignedIn }
        return caller
    }
}
