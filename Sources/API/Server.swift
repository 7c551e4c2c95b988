package import HTTPClients
package import Hummingbird
package import Metadata
import NIOCore
package import Operations
package import Segments
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
        /// How many analyses are at work at once, and how many wait.
        var analysisLimits = FairQueue.Limits()
        /// Who shows which bearer token.
        package var callers: any CallerLookup = NoCallers()
        /// Takes a sentence for the administrator.
        package var report: @Sendable (String) -> Void = { _ in }
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
    /// What is served, in line with what is published as long as the server runs.
    package let membership: MembershipService
    let desks: ServingDesks

    static let name = "cxm"

    package init(_ configuration: Configuration) {
        self.configuration = configuration
        desk = AnalysisDesk(limits: configuration.analysisLimits)
        membership = MembershipService(
            home: configuration.home, metadata: configuration.metadata, now: configuration.now,
            report: configuration.report)
        desks = ServingDesks(
            service: membership, callers: configuration.callers,
            record: RecordUses(records: configuration.metadata, zone: configuration.home.zone),
            now: configuration.now)
    }

    package var homePath: String { configuration.home.path }

    /// Where a browser signs in, once: `http://127.0.0.1:8080/sign-in?token=…`
    package func signInLink(port: Int) -> String {
        let host = configuration.host.contains(":") ? "[\(configuration.host)]" : configuration.host
        return "http://\(host):\(port)\(signIn.path)"
    }

    /// Serves until the process is told to stop; `whenListening` is given the port.
    package func run(whenListening: @escaping @Sendable (Int) -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await membership.run() }
            group.addTask { await recordUsesRegularly() }
            do {
                try await application(whenListening: whenListening).runService()
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
        let desks = desks
        return Application(
            router: Routes(
                configuration: configuration, signIn: signIn, desk: desk, membership: membership,
                desks: desks
            ).router,
            server: .http1(
                configuration: .init(additionalChannelHandlers: [MemberHandler(desks)])),
            configuration: .init(
                address: .hostname(configuration.host, port: configuration.port),
                serverName: Self.name),
            onServerRunning: { channel in whenListening(channel.localAddress?.port ?? 0) })
    }
}
