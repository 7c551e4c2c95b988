import Foundation
import Testing

/// A run of `ingest-probe`, which stands beside the test bundle.
struct Probe {
    let process = Process()
    let input = Pipe()
    let output = Pipe()
    let errors = Pipe()

    init(_ arguments: String...) throws {
        process.executableURL = URL(filePath: CommandLine.arguments[0])
            .deletingLastPathComponent().appending(path: "ingest-probe")
        process.arguments = arguments
        process.standardInput = input
        process.standardOutput = output
        process.standardError = errors
        try process.run()
    }

    /// Waits for the end; returns status, standard output and standard error.
    func finish() throws -> (status: Int32, output: String, errors: String) {
        try input.fileHandleForWriting.close()
        let out = try output.fileHandleForReading.readToEnd() ?? Data()
        let errors = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (
            process.terminationStatus, String(decoding: out, as: UTF8.self),
            String(decoding: errors, as: UTF8.self)
        )
    }

    /// Ends the process as a power cut would, if it is still there.
    func kill() {
        if process.isRunning { _ = Foundation.kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
    }
}
