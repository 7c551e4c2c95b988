package import Hummingbird
package import Metadata
import NIOCore
package import Operations
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
        /// Answers that were worked out before.
        package let cache = AnswerCache()
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

    package init(_ configuration: Configuration) {
        self.configuration = configuration
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
            try await application(whenListening: whenListening).runService()
        } catch let error as IOError {
            throw ServerError(error, host: configuration.host, port: configuration.port)
        }
    }

    package func application(
        whenListening: @escaping @Sendable (Int) -> Void = { _ in }
    ) -> some ApplicationProtocol {
        Application(
            router: Routes(configuration: configuration, signIn: signIn).router,
            configuration: .init(
                address: .hostname(configuration.host, port: configuration.port),
                serverName: "cxm"),
            onServerRunning: { channel in whenListening(channel.localAddress?.port ?? 0) })
    }
}
