import ArgumentParser
import Metadata
import Operations
import Segments

/// `cxm segment …`
struct SegmentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "segment", abstract: "Save, evaluate, publish and compare segments.",
        subcommands: [
            SegmentListCommand.self, SegmentShowCommand.self, SegmentSaveCommand.self,
            SegmentPreviewCommand.self, SegmentRunCommand.self, SegmentPublishCommand.self,
            SegmentWhyCommand.self, SegmentExportCommand.self, SegmentExportSettingsCommand.self,
            SegmentUploadCommand.self,
            SegmentSQLCommand.self,

            SegmentVersionsCommand.self, SegmentDiffCommand.self, SegmentRestoreCommand.self,
            SegmentHistoryCommand.self, SegmentChangesCommand.self, SegmentOverlapCommand.self,
            SegmentDuplicatesCommand.self, SegmentUsedCommand.self,
            SegmentChangeCommand.self, SegmentArchiveCommand.self,

        ])
}

/// What the commands on segments share.
struct SegmentOptions: ParsableArguments {
    @Option(help: "How the answer is shown: table, json or csv.")
    var format = OutputFormat.table
    @OptionGroup var homeOptions: HomeOptions
}

/// A command on segments whose answer is a listing.
protocol SegmentTask: Command {
    var options: SegmentOptions { get }
    func listing(_ space: SegmentSpace) async throws -> Listing
}

extension SegmentTask {
    var homeOptions: HomeOptions { options.homeOptions }

    func perform(in workplace: Workplace) async throws {
        let space = try workplace.segments()
        Terminal.write(try await listing(space).text(options.format))
        await space.metadata.close()
    }
}
