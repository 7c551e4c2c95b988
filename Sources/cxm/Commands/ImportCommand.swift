import ArgumentParser

/// `cxm import …`
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Bring data in.",
        subcommands: [ImportEventsCommand.self, ImportTableCommand.self])
}
