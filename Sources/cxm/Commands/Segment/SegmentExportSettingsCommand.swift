import ArgumentParser
import Definitions
import Metadata
import Operations

/// `cxm segment export-settings [FILE.json]`
struct SegmentExportSettingsCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "export-settings",
        abstract: "Show or replace who is left out of exports and deliveries, and rows a day.")

    @Argument(
        help: "A file with the settings as JSON, - for standard input; without it, shows them.")
    var file: String?
    @OptionGroup var homeOptions: HomeOptions

    func perform(in workplace: Workplace) async throws {
        let space = try workplace.segments()
        if let file {
            let json = try JSONValue(parsing: TextInput.read(file))
            try await SaveExportSettings(space)(JSONReader(json))
        }
        let json = try await SaveExportSettings.json(space.metadata)
        Terminal.write(json.rendered(pretty: true) + "\n")
        await space.metadata.close()
    }
}
