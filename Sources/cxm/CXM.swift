import ArgumentParser
import Columns
import Foundation

@main
struct CXM: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cxm", abstract: "Customer analytics and segmentation.",
        subcommands: [
            ImportCommand.self, AnalyzeCommand.self, PeopleCommand.self, CatalogueCommand.self,
            SegmentCommand.self, MetricCommand.self, MemberCommand.self, DestinationCommand.self,
            DeliveryCommand.self, DemoCommand.self, JobsCommand.self, SettingsCommand.self,
            AccessCommand.self, BackupCommand.self, RestoreCommand.self, DoctorCommand.self,
            Serve.self, BenchCommand.self,
            SegmentBenchCommand.self, ExportBenchCommand.self,
        ])

    @Flag(help: "Show the settings that environment and settings file can hold.")
    var helpSettings = false

    func run() async throws {
        guard helpSettings else { throw CleanExit.helpRequest(self) }
        Terminal.write(Setting.helpText)
    }

    /// `--home` may stand before the command: it is moved behind it, where the command reads it.
    static func main() async {
        ProcessMemory.keepFreed()
        await main(CommandLineWords.homeLast(Array(CommandLine.arguments.dropFirst())))
    }
}

/// The words of a command line.
enum CommandLineWords {
    /// Moves a leading `--home DIR` behind everything else.
    ///
    ///     homeLast(["--home", "h", "import", "events"])  // ["import", "events", "--home", "h"]
    static func homeLast(_ words: [String]) -> [String] {
        guard let first = words.first else { return words }
        var home: [String] = []
        if first == "--home", words.count > 2 { home = Array(words.prefix(2)) }
        if first.hasPrefix("--home="), words.count > 1 { home = [first] }
        let rest = Array(words.dropFirst(home.count))
        guard let end = rest.firstIndex(of: "--") else { return rest + home }
        return rest[..<end] + home + rest[end...]
    }
}
