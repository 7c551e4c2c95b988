import API
import ArgumentParser
import Definitions
import Foundation
import Metadata
import Operations
import WebInterface

/// `cxm serve`: the API, the web interface and the jobs, until SIGINT or SIGTERM.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Serve the API and the web interface, and do jobs that are due; prints a one-time "
            + "sign-in link while no admin has a password.")

    @OptionGroup var homeOptions: HomeOptions

    @Option(help: "The address to listen on; 0.0.0.0 for every network.")
    var host = "127.0.0.1"

    @Option(help: "The port; 0 for any free one.")
    var port = 8080

    func validate() throws {
        guard (0...65_535).contains(port) else {
            throw ValidationError("The port \(port) is not one; choose 0 to 65535.")
        }
    }

    func run() async throws {
        let workplace = try Workplace(homeOptions)
        let metadata = try workplace.metadata()
        let configuration = configuration(workplace, metadata)
        let server = Server(configuration)
        try await withThrowingTaskGroup(of: Void.self) { group in
            let needsLink = try await server.needsSignInLink()
            group.addTask {
                await workplace.scheduler(on: metadata, say: configuration.say).run()
            }
            try await server.run { port in
                let line =
                    needsLink
                    ? "CXM is ready; sign in once at \(server.signInLink(port: port))\n"
                    : "CXM is ready at \(server.link(port: port))\n"
                FileHandle.standardOutput.write(Data(line.utf8))
            }
            // The server has ended: work in hand is interrupted and handed back before the process goes.
            group.cancelAll()
            try await group.waitForAll()
        }
        await metadata.close()
    }

    /// Nil where the files are missing: a sentence says how to get them, and the API is served.
    private func site(_ settings: Settings) -> WebSite? {
        do throws(WebSiteError) {
            return try WebSite.find(setting: settings.web, isLive: settings.webIsLive)
        } catch {
            Terminal.error("\(error)")
            return nil
        }
    }

    private func configuration(
        _ workplace: Workplace, _ metadata: any MetadataStore
    ) -> Server.Configuration {
        var configuration = Server.Configuration(
            home: workplace.home, metadata: metadata, threads: workplace.settings.threads,
            space: { workplace.segments(on: metadata, now: $0, actor: $1) },
            now: { Int64(Date().timeIntervalSince1970 * 1000) })
        configuration.memoryLimit = workplace.settings.memoryLimit
        let settings = workplace.settings
        configuration.dropFolder = settings.dropFolder
        configuration.importFolder = settings.importFolder
        configuration.processSettings = settings.sources
        configuration.site = site(settings)
        configuration.publicURL = settings.publicURL
        configuration.issuer = settings.issuer
        configuration.trustedProxies = settings.trustedProxies
        configuration.requestsPerSecond = settings.requestsPerSecond
        configuration.limits = settings.server.limits
        configuration.log(as: settings.server.logFormat, from: settings.server.logLevel) { line in
            FileHandle.standardError.write(Data(line.utf8))
        }
        configuration.report = configuration.say
        configuration.host = host
        configuration.port = port
        return configuration
    }
}
