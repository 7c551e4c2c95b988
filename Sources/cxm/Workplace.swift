import ArgumentParser
import Definitions
import Foundation
import Metadata
import MetadataSQLite
import Operations
import Segments
import Synchronization
import WarehouseDuckDB
import Warehouses

/// What every command stands on: the home, the settings, and the warehouse where it is needed.
struct Workplace: Sendable {
    let settings: Settings
    let home: Home
    /// Milliseconds since 1970 UTC, when the command started.
    let now: Int64
    /// Sets that commands and requests of this process have read.
    let snapshotCache = SnapshotCache()

    init(_ options: HomeOptions) throws {
        try self.init(home: options.home, settings: options.settings)
    }

    /// `option`: the home's folder; nil: as the environment says. `file`: the settings file; nil: as the
    /// environment says, else the home's own.
    init(home option: String?, settings file: String? = nil) throws {
        let environment = ProcessInfo.processInfo.environment
        let path = Settings.home(option, environment)
        settings = try Settings(
            SettingValues(
                environment: environment, file: Settings.file(file, home: path, environment)))
        home = Home(path: path, zone: try Self.zone(settings.timezone))
        now = Int64(Date().timeIntervalSince1970 * 1000)
    }

    private static func zone(_ name: String) throws -> Zone {
        do {
            return try Zone(name)
        } catch {
            throw CommandFailure("The setting CXM_TIMEZONE: \(error.detail)")
        }
    }

    /// DuckDB inside this process. Throws where its library is not installed.
    func warehouse() throws -> any Warehouse {
        var configuration = DuckDBConfiguration()
        configuration.memoryLimitBytes = settings.duckDBMemoryBytes
        configuration.temporaryDirectory = home.path + "/spill"
        let library = try DuckDBLibrary.load(setting: settings.library)
        return DuckDBWarehouse(library: library, configuration: configuration)
    }

    /// What is saved in the home; made where there is nothing yet.
    func metadata() throws -> any MetadataStore {
        try SQLiteMetadata(path: home.metadataPath)
    }

    /// The same, nil where nothing was ever saved: looking leaves no file behind.
    func existingMetadata() throws -> (any MetadataStore)? {
        home.hasMetadata ? try metadata() : nil
    }

    /// Who gave the command, for the audit.
    var actor: String { settings.user }
}

/// `--home`, before or after the name of a command.
struct HomeOptions: ParsableArguments {
    @Option(help: "The folder that holds users and datasets (default: CXM_HOME, or cxm-home).")
    var home: String?
    @Option(
        help: "A file of settings as JSON (default: CXM_SETTINGS, or settings.json in the home).")
    var settings: String?
}

/// A command that says in one sentence why it failed.
protocol Command: AsyncParsableCommand {
    var homeOptions: HomeOptions { get }
    func perform(in workplace: Workplace) async throws
}

extension Command {
    func run() async throws {
        do {
            try await perform(in: Workplace(homeOptions))
        } catch let error as ExitCode {
            throw error
        } catch let error as ValidationError {
            throw error
        } catch {
            Terminal.error("\(error)")
            throw ExitCode.failure
        }
    }
}
