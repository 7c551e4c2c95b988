package import Hummingbird
package import Metadata
import NIOCore
package import OpenIDConnect
package import Operations
package import Secrets

/// The HTTP server: the API and the pages of one home.
///
///     let server = Server(.init(home: home, threads: 2, now: clock))
///     try await server.run { print(server.signInLink(port: $0)) }
package struct Server: Sendable {
    /// What the server is told at its start.
    package struct Configuration: Sendable {
        package var host = "127.0.0.1"
        /// 0 for any free port.
        package var port = 8080
        package let home: Home
        package let metadata: any MetadataStore
        /// What operations on segments and on the catalogue stand on, at a time, for an actor.
        package let space: @Sendable (_ now: Int64, _ actor: String) -> SegmentSpace
        package let threads: Int
        /// Bytes that a question may take; nil for no limit.
        package var memoryLimit: Int?
        /// Answers that were worked out before.
        package let cache = AnswerCache()
        /// Milliseconds since 1970 UTC, for rolling ranges.
        package let now: @Sendable () -> Int64
        /// `https://cxm.example.com`: where browsers reach the server; nil: as they ask for it.
        package var publicURL: String?
        /// Proxies before the server whose word on where a request comes from counts.
        package var trustedProxies = 0
        /// Requests a second that a person may make in the long run; 0 for no limit.
        package var requestsPerSecond = 100
        /// Who else signs people in; needs `publicURL`.
        package var issuer: IssuerSettings?
        /// What a guess at a password costs.
        package var passwordCost = PasswordHash.Cost.usual

        package init(
            home: Home, metadata: any MetadataStore, threads: Int,
            space: @escaping @Sendable (_ now: Int64, _ actor: String) -> SegmentSpace,
            now: @escaping @Sendable () -> Int64
        ) {
            self.home = home
            self.metadata = metadata
            self.space = space
            self.threads = threads
            self.now = now
        }
    }

    let configuration: Configuration
    let access: ServerAccess

    package init(_ configuration: Configuration) {
        self.configuration = configuration
        access = ServerAccess(configuration)
    }

    /// Who is behind a token, for whoever answers without the router.
    package var callers: any CallerLookup { access.desk.tables }

    package var homePath: String { configuration.home.path }

    /// Whether nobody could sign in who may let others in: then the link below does, once.
    package func needsSignInLink() async throws -> Bool {
        try await access.space("nobody").lacksAdmin()
    }

    /// Where a browser signs in as the first admin, once, while `needsSignInLink`: `http://127.0.0.1:8080/sign-in?token=…`
    package func signInLink(port: Int) -> String {
        link(port: port) + access.firstLink.path
    }

    /// Where browsers find the server: `http://127.0.0.1:8080`
    package func link(port: Int) -> String {
        if let publicURL = configuration.publicURL { return publicURL }
        let host = configuration.host.contains(":") ? "[\(configuration.host)]" : configuration.host
        return "http://\(host):\(port)"
    }

    /// Serves until the process is told to stop; `whenListening` is given the port.
    package func run(whenListening: @escaping @Sendable (Int) -> Void) async throws {
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                // Follows what other processes change about users and clients.
                group.addTask { await access.desk.tables.run() }
                try await application(whenListening: whenListening).runService()
                group.cancelAll()
                try await group.waitForAll()
            }
        } catch let error as IOError {
            throw ServerError(error, host: configuration.host, port: configuration.port)
        }
    }

    package func application(
        whenListening: @escaping @Sendable (Int) -> Void = { _ in }
    ) -> some ApplicationProtocol {
        var application = Application(
            router: Routes(configuration: configuration, access: access).router,
            configuration: .init(
                address: .hostname(configuration.host, port: configuration.port),
                serverName: "cxm"),
            onServerRunning: { channel in whenListening(channel.localAddress?.port ?? 0) })
        let tables = access.desk.tables
        application.beforeServerStarts { try await tables.refresh() }
        return application
    }
}
