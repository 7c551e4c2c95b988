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
        let workplace = try Workplace(home: home)
        var configuration = Server.Configuration(
            home: workplace.home, threads: workplace.settings.threads,
            now: { Int64(Date().timeIntervalSince1970 * 1000) })
        configuration.memoryLimit = workplace.settings.memoryLimit
        configuration.host = host
        configuration.port = port
        let server = Server(configuration)
        let metadata = try workplace.existingMetadata()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await workplace.doJobs(on: metadata) }
            try await server.run { port in
                let line = "CXM is ready; sign in once at \(server.signInLink(port: port))\n"
                FileHandle.standardOutput.write(Data(line.utf8))
            }
            // The server has ended: work in hand is interrupted and handed back before the process goes.
            group.cancelAll()
            try await group.waitForAll()
        }
    }
}

extension Workplace {
    /// Does the jobs of the home until the task is cancelled, and closes the store.
    ///
    /// `opened` nil: nothing was saved yet, so nothing is scheduled; serving does not make a home, and
    /// waits until something is.
    fileprivate func doJobs(on opened: (any MetadataStore)?) async throws {
        var metadata = opened
        while metadata == nil {
            do {
                try await Task.sleep(for: .seconds(5))
            } catch {
                return
            }
            metadata = try existingMetadata()
        }
        guard let metadata else { return }
        await scheduler(on: metadata).run()
        await metadata.close()
    }
}
