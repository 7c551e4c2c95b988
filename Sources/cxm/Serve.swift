import API
import ArgumentParser
import Definitions
import Foundation
import Metadata
import Operations

/// `cxm serve`: the API, the web interface and the jobs, until SIGINT or SIGTERM.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Serve the API and the web interface, and do jobs that are due; prints a one-time "
            + "sign-in link.")

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
            group.addTask {
                await workplace.scheduler(on: metadata, say: configuration.say).run()
            }
            try await server.run { port in
                let line = "CXM is ready; sign in once at \(server.signInLink(port: port))\n"
                FileHandle.standardOutput.write(Data(line.utf8))
            }
            // The server has ended: work in hand is interrupted and handed back before the process goes.
            group.cancelAll()
            try await group.waitForAll()
        }
        await metadata.close()
    }

    private func configuration(
        _ workplace: Workplace, _ metadata: any MetadataStore
    ) -> Server.Configuration {
        var configuration = Server.Configuration(
            home: workplace.home, metadata: metadata, threads: workplace.settings.threads,
            space: { workplace.segments(on: metadata, now: $0, actor: $1) },
            now: { Int64(Date().timeIntervalSince1970 * 1000) })
        configuration.memoryLimit = workplace.settings.memoryLimit
        let settings = workplace.settings.server
        configuration.limits = settings.limits
        configuration.log(as: settings.logFormat, from: settings.logLevel) { line in
            FileHandle.standardError.write(Data(line.utf8))
        }
        configuration.host = host
        configuration.port = port
        return configuration
    }
}
