import ArgumentParser
import Operations

/// `cxm backup FOLDER`
struct BackupCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the whole home into a new folder.")

    @Argument(help: "The folder to write; it must not exist.")
    var folder: String
    @OptionGroup var homeOptions: HomeOptions

    func perform(in workplace: Workplace) async throws {
        let report = try await BackUpHome(
            home: workplace.home, metadata: try workplace.existingMetadata(), now: workplace.now
        )(to: folder)
        Terminal.write("Backed up \(report.words) to \(folder).\n")
    }
}

/// `cxm restore FOLDER --home NEW`
struct RestoreCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Make a new home of a backup.")

    @Argument(help: "The folder that 'cxm backup' has written.")
    var folder: String
    @OptionGroup var homeOptions: HomeOptions

    func perform(in workplace: Workplace) async throws {
        let home = workplace.home.path
        let report = try RestoreHome(backup: folder)(to: home)
        Terminal.write("Restored \(report.words) to \(home).\n")
    }
}

extension BackupReport {
    /// `12 files, 3.4 MB`
    fileprivate var words: String {
        let tenths = byteCount / 100_000
        return Grouped.count(fileCount, "file")
            + ", \(Grouped.text(Int(tenths / 10))).\(tenths % 10) MB"
    }
}
