import Definitions
import HTTPClients
import HTTPTypes
import Hummingbird
import OpenIDConnect
import Operations
import Secrets
import Synchronization
import WebInterface

/// What the server needs to let somebody in.
struct ServerAccess: Sendable {
    let desk: AccessDesk
    /// Who shows a token.
    let callers: any CallerLookup
    let firstLink = FirstLink()
    let site: Site
    let limits: RequestLimits
    /// Who else signs people in.
    let issuer: OpenIDClient?

    init(_ configuration: Server.Configuration) {
        desk = AccessDesk(
            metadata: configuration.metadata, passwordCost: configuration.passwordCost,
            now: configuration.now)
        callers = configuration.callers ?? desk.tables
        site = Site(
            publicURL: configuration.publicURL, trustedProxies: configuration.trustedProxies)
        limits = RequestLimits(
            perSecond: configuration.requestsPerSecond, now: configuration.now)
        issuer = configuration.issuer.map { OpenIDClient($0, sender: NetworkSender()) }
    }

    /// What an operation on behalf of somebody stands on.
    func space(_ actor: String) -> AccessSpace { desk.space(actor: actor) }
}

/// Who shows a token, for whoever answers requests without the router.
extension AccessTables: CallerLookup {}

/// The link that the server's start prints: good once, until the server stops.
final class FirstLink: Sendable {
    private let token = SecretToken()
    private let isUsed = Mutex(false)

    /// `/sign-in?token=…`; the only place that shows the token.
    var path: String { Address.signIn.path + "?token=" + token.text }

    func matches(_ candidate: some StringProtocol) -> Bool { token.matches(candidate) }

    /// Lets the first caller do it; where that fails, the link stays good.
    func useOnce<Value>(_ body: () async throws -> Value) async throws -> Value? {
        let isFirst = isUsed.withLock { used in
            defer { used = true }
            return !used
        }
        guard isFirst else { return nil }
        do {
            return try await body()
        } catch {
            isUsed.withLock { $0 = false }
            throw error
        }
    }
}

/// How browsers reach the server.
struct Site: Sendable {
    /// `https://cxm.example.com`, without a slash at its end; nil: as they ask for it.
    let publicURL: String?
    /// How many proxies stand before the server, each of which adds to `X-Forwarded-For`.
    let trustedProxies: Int

    var isSecure: Bool { publicURL?.hasPrefix("https://") ?? false }

    /// Whence a request comes: the connection's end, or what the outermost trusted proxy says.
    func address(of request: Request, _ context: ServerContext) -> String {
        guard trustedProxies > 0, let name = Self.forwardedFor else { return context.peer }
        let hops = request.headers[values: name].joined(separator: ",").split(separator: ",")
            .map { String($0.trimmingPrefix { $0 == " " }) }
        guard !hops.isEmpty else { return context.peer }
        return String(hops[max(0, hops.count - trustedProxies)].prefix(64))
    }

    /// Where a browser finds a path: at the public address, or as this request asked for the server.
    func url(of path: String, _ request: Request) -> String {
        if let publicURL { return publicURL + path }
        return request.head.authority.map { "http://\($0)\(path)" } ?? path
    }

    private static let forwardedFor = HTTPField.Name("X-Forwarded-For")

    /// The cookie of a session; without a token, the one that ends it.
    func cookie(_ token: SecretToken?) -> Cookie {
        Cookie(
            name: SignInGate.cookieName, value: token?.text ?? "",
            maxAge: token == nil ? 0 : 30 * 86_400, path: "/", secure: isSecure, httpOnly: true,
            sameSite: .lax)
    }
}
