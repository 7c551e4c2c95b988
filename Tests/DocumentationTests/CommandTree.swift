import Foundation

/// The commands of the built `cxm`, as it describes itself.
struct CommandTree: Decodable {
    struct Command: Decodable {
        struct Argument: Decodable {
            struct Name: Decodable {
                let kind: String
                let name: String
            }

            let names: [Name]?
            let shouldDisplay: Bool?
        }

        let commandName: String
        let subcommands: [Command]?
        let arguments: [Argument]?
        let shouldDisplay: Bool?

        /// `cxm import events`, and its long options.
        func flattened(after parents: [String] = []) -> [(line: String, options: [String])] {
            guard shouldDisplay != false, commandName != "help" else { return [] }
            let path = parents + [commandName]
            let shown = (arguments ?? []).filter { $0.shouldDisplay != false }
            let names = shown.flatMap { $0.names ?? [] }.filter { $0.kind == "long" }.map(\.name)
            let options = names.filter { $0 != "help" && $0 != "version" }.map { "--" + $0 }
            return [(path.joined(separator: " "), options)]
                + (subcommands ?? []).flatMap { $0.flattened(after: path) }
        }
    }

    let command: Command

    /// Asks the `cxm` that was built with the tests.
    static func current() throws -> CommandTree {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: CommandLine.arguments[0])
            .deletingLastPathComponent().appending(path: "cxm")
        process.arguments = ["--experimental-dump-help"]
        process.standardOutput = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return try JSONDecoder().decode(CommandTree.self, from: data)
    }
}
