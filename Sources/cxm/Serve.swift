import API
import ArgumentParser
import Definitions
import Foundation
import Operations

/// `cxm serve`: the API and the web interface, until SIGINT or SIGTERM.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the API and the web interface; prints a one-time sign-in link.")

    @Option(help: "The folder that holds everything; also CXM_HOME.")
    var home = ProcessInfo.processInfo.environment["CXM_HOME"] ?? "cxm-home"

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
        var configuration = Server.Configuration(
            home: Home(path: home, zone: try Zone("Asia/Seoul")),
            threads: ProcessInfo.processInfo.activeProcessorCount,
            now: { Int64(Date().timeIntervalSince1970 * 1000) })
        configuration.memoryLimit =
            try Settings(environment: ProcessInfo.processInfo.environment).memoryLimit
        configuration.host = host
        configuration.port = port
        let server = Server(configuration)
        try await server.run { port in
            let line = "CXM is ready; sign in once at \(server.signInLink(port: port))\n"
            FileHandle.standardOutput.write(Data(line.utf8))
        }
    }
}
