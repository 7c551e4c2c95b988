package import HTTPClients
package import Hummingbird
import HummingbirdCore
package import Logging
package import Metadata
import NIOCore
import NIOPosix
package import OpenIDConnect
package import Operations
package import Secrets
package import Segments
import ServiceLifecycle
import UnixSignals
package import WebInterface

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
        /// The files of the web interface; nil where they are missing: then the API is served alone.
        package var site: WebSite?
        /// Bytes that a question may take; nil for no limit.
        package var memoryLimit: Int?
        /// The folder below which deliveries drop files; nil: the home's folder `drops`.
        package var dropFolder: String?
        /// The folder whose files may be imported; nil: none may.
        package var importFolder: String?
        /// What the process has read when it started, to be looked at.
        package var processSettings: [ProcessSetting] = []
        /// By which destinations are tried out.
        package var sender: any HTTPSender = NetworkSender()
        /// Answers that were worked out before.
        package let cache = AnswerCache()
        /// Sets of groups, so that editing one filter of a segment evaluates one group.
        package let groups = GroupCache(limit: 256 << 20)
        /// Counted values of fields.
        package let values = ValueCache()
        /// Users behind elements of answers, for the next page.
        let people = PeopleCache()
        package var limits = ServerLimits()
        /// Where the log goes; as the logging system has it, where nothing is said.
        package var logger = Logger(label: "cxm")
        /// Takes a sentence for the administrator.
        package var report: @Sendable (String) -> Void = { _ in }
        /// Milliseconds since 1970 UTC, for rolling ranges.
        package let now: @Sendable () -> Int64
        /// `https://cxm.example.com`: where browsers reach the server; nil: as they ask for it.
        package var publicURL: String?
        /// Proxies before the server whose word on where a request comes from counts.
        package var trustedProxies = 0
        /// Requests a second that a person may make in the long run; 0 for no limit.
        package var requestsPerSecond = 100
        /// Who shows which bearer token; nil: as the metadata say.
        package var callers: (any CallerLookup)?
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
    let desk: AnalysisDesk
    let requests = RequestCounts()
    let access: ServerAccess
    /// What is served, in line with what is published as long as the server runs.
    package let membership: MembershipService
    let desks: ServingDesks

    static let name = "cxm"

    package init(_ configuration: Configuration) {
        self.configuration = configuration
        desk = AnalysisDesk(limits: configuration.limits.queue)
        access = ServerAccess(configuration)
        membership = MembershipService(
            home: configuration.home, metadata: configuration.metadata, now: configuration.now,
            report: configuration.report)
        desks = ServingDesks(
            service: membership, callers: access.callers,
            record: RecordUses(records: configuration.metadata, zone: configuration.home.zone),
            isSecure: access.site.isSecure, now: configuration.now)
    }

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
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await membership.run() }
            // Follows what other processes change about users and clients.
            group.addTask { await access.desk.tables.run() }
            group.addTask { await recordUsesRegularly() }
            do {
                try await self.group(of: application(whenListening: whenListening)).run()
            } catch is CancellationError {
                // Requests were still at work when their time was over.
                configuration.logger.warning("Requests were ended before their answer.")
            } catch let error as IOError {
                throw ServerError(error, host: configuration.host, port: configuration.port)
            }
            group.cancelAll()
        }
        await recordUses()
    }

    private func recordUsesRegularly() async {
        while !Task.isCancelled {
            try? await Task.sleep(for: .seconds(5))
            await recordUses()
        }
    }

    /// Writes down who has asked about which segments.
    package func recordUses() async {
        do {
            try await desks.recordUses()
        } catch {
            configuration.report("Who has called the API could not be written down: \(error)")
        }
    }

    package func application(
        whenListening: @escaping @Sendable (Int) -> Void = { _ in }
    ) -> some ApplicationProtocol {
        let routes = routes
        var application = Application(
            router: routes.router, server: .http1(configuration: channel(routes.endpoints)),
            configuration: .init(
                address: .hostname(configuration.host, port: configuration.port),
                serverName: Self.name,
                availableConnectionsDelegate: .maximum(
                    configuration.limits.connections, logger: configuration.logger)),
            onServerRunning: { channel in whenListening(channel.localAddress?.port ?? 0) },
            eventLoopGroupProvider: .shared(Self.eventLoops),
            logger: configuration.logger)
        let tables = access.desk.tables
        application.beforeServerStarts { try await tables.refresh() }
        return application
    }

    /// One fewer than the machine has processors: analyses need theirs, and on two of them one loop answers
    /// more questions about members than two that take turns.
    private static let eventLoops = MultiThreadedEventLoopGroup(
        numberOfThreads: max(1, System.coreCount - 1))

    var routes: Routes {
        Routes(
            configuration: configuration, access: access, desk: desk, membership: membership,
            desks: desks, requests: requests)
    }

    /// Limits of each connection.
    private func channel(_ endpoints: [Endpoint]) -> HTTP1Channel.Configuration {
        let limits = configuration.limits
        // Endpoints refuse longer bodies in words; twice that is not even read.
        let byteLimit = 2 * (endpoints.map(\.bodyLimit).max() ?? Problem.usualBodyLimit)
        let desks = desks
        var channel = HTTP1Channel.Configuration(
            additionalChannelHandlers: [
                Exchange(desks, idle: .seconds(Int64(limits.idleSeconds))),
                RequestGuard(
                    byteLimit: byteLimit, timeout: .seconds(Int64(limits.requestSeconds))),
            ],
            idleTimeout: nil)
        channel.httpDecoder = .init(
            maxHeaderFieldSize: limits.headerBytes, maxHeaderListSize: limits.headerBytes,
            maxHeaderFieldCount: 200)
        return channel
    }

    /// Told to stop, it takes no more connections, and ends when its requests are answered.
    private func group(of application: some ApplicationProtocol) -> ServiceGroup {
        var group = ServiceGroupConfiguration(
            services: [.init(service: application)],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: configuration.logger)
        group.maximumGracefulShutdownDuration = .seconds(configuration.limits.shutdownSeconds)
        return ServiceGroup(configuration: group)
    }
}
