package import Hummingbird
import HummingbirdCore
package import Logging
package import Metadata
import NIOCore
package import Operations
import ServiceLifecycle
import UnixSignals

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
        /// Users behind elements of answers, for the next page.
        let people = PeopleCache()
        package var limits = ServerLimits()
        /// Where the log goes; as the logging system has it, where nothing is said.
        package var logger = Logger(label: "cxm")
        /// What others add to `GET /metrics`.
        package var metrics: [@Sendable () async -> [Metric]] = []
        /// Milliseconds since 1970 UTC, for rolling ranges.
        package let now: @Sendable () -> Int64

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
    let signIn = SignIn()
    let desk: AnalysisDesk
    let requests = RequestCounts()

    package init(_ configuration: Configuration) {
        self.configuration = configuration
        desk = AnalysisDesk(limits: configuration.limits.queue)
    }

    package var homePath: String { configuration.home.path }

    /// Where a browser signs in, once: `http://127.0.0.1:8080/sign-in?token=…`
    package func signInLink(port: Int) -> String {
        let host = configuration.host.contains(":") ? "[\(configuration.host)]" : configuration.host
        return "http://\(host):\(port)\(signIn.path)"
    }

    /// Serves until the process is told to stop; `whenListening` is given the port.
    package func run(whenListening: @escaping @Sendable (Int) -> Void) async throws {
        do {
            try await group(of: application(whenListening: whenListening)).run()
        } catch is CancellationError {
            // Requests were still at work when their time was over.
            configuration.logger.warning("Requests were ended before their answer.")
        } catch let error as IOError {
            throw ServerError(error, host: configuration.host, port: configuration.port)
        }
    }

    package func application(
        whenListening: @escaping @Sendable (Int) -> Void = { _ in }
    ) -> some ApplicationProtocol {
        let limits = configuration.limits
        let routes = routes
        return Application(
            router: routes.router, server: .http1(configuration: channel(routes.endpoints)),
            configuration: .init(
                address: .hostname(configuration.host, port: configuration.port),
                serverName: "cxm",
                availableConnectionsDelegate: .maximum(
                    limits.connections, logger: configuration.logger)),
            onServerRunning: { channel in whenListening(channel.localAddress?.port ?? 0) },
            logger: configuration.logger)
    }

    var routes: Routes {
        Routes(configuration: configuration, signIn: signIn, desk: desk, requests: requests)
    }

    /// Limits of each connection.
    private func channel(_ endpoints: [Endpoint]) -> HTTP1Channel.Configuration {
        let limits = configuration.limits
        // Endpoints refuse longer bodies in words; twice that is not even read.
        let byteLimit = 2 * (endpoints.map(\.bodyLimit).max() ?? Problem.usualBodyLimit)
        var channel = HTTP1Channel.Configuration(
            additionalChannelHandlers: [
                RequestGuard(
                    byteLimit: byteLimit, timeout: .seconds(Int64(limits.requestSeconds)))
            ],
            idleTimeout: .seconds(Int64(limits.idleSeconds)))
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
