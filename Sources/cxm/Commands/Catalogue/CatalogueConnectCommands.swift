import ArgumentParser
import Definitions
import Metadata
import Operations

/// `cxm catalogue connect NAME PATH`
struct CatalogueConnectCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "connect",
        abstract: "Connect to a DuckDB file, or to a folder of Parquet or CSV files.")

    @Argument(help: "What to call the connection.")
    var name: String
    @Argument(help: "The DuckDB file or the folder.")
    var path: String
    @OptionGroup var options: CatalogueOptions
    @OptionGroup var homeOptions: HomeOptions

    func perform(in workplace: Workplace) async throws {
        try await workplace.withCatalogue { context in
            let connection = try ConnectionRecord(name: name, path: path)
            let tables = try await ConnectWarehouse(context)(connection)
            options.write(
                "Connected '\(name)': \(Grouped.count(tables.count, "table")).\n\n"
                    + BrowseText.tables(tables),
                ["connection": connection.json, "tables": .array(tables.map(\.json))])
        }
    }
}

/// `cxm catalogue connections`
struct CatalogueConnectionsCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "connections", abstract: "List the connections.")

    @OptionGroup var options: CatalogueOptions
    @OptionGroup var homeOptions: HomeOptions

    func perform(in workplace: Workplace) async throws {
        try await workplace.withCatalogue { context in
            let all = try await context.metadata.connections().sorted { $0.name < $1.name }
            options.write(BrowseText.connections(all), .array(all.map(\.json)))
        }
    }
}

/// `cxm catalogue disconnect NAME`
struct CatalogueDisconnectCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "disconnect", abstract: "Take a connection away that no table uses.")

    @Argument(help: "The connection.")
    var name: String
    @OptionGroup var homeOptions: HomeOptions

    func perform(in workplace: Workplace) async throws {
        try await workplace.withCatalogue { context in
            try await ConnectWarehouse(context).remove(name)
            Terminal.write("The connection '\(name)' is gone.\n")
        }
    }
}

/// `cxm catalogue remove TABLE`
struct CatalogueRemoveCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Take a table out of the catalogue; its data stay where they are.")

    @Argument(help: "The table.")
    var table: String
    @Flag(help: "Even where segments use it.")
    var force = false
    @OptionGroup var homeOptions: HomeOptions

    func perform(in workplace: Workplace) async throws {
        try await workplace.withCatalogue { context in
            try await RemoveTable(context)(table, force: force)
            Terminal.write("The table '\(table)' is out of the catalogue.\n")
        }
    }
}

/// `cxm catalogue check [TABLE]`
struct CatalogueCheckCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Compare registered tables with the warehouse; name the segments that break.")

    @Argument(help: "A table (default: all of them).")
    var table: String?
    @Flag(help: "Take the table's columns as they are now for right.")
    var accept = false
    @OptionGroup var options: CatalogueOptions
    @OptionGroup var homeOptions: HomeOptions

    func validate() throws {
        if accept, table == nil { throw ValidationError("--accept is for one table: name it.") }
    }

    func perform(in workplace: Workplace) async throws {
        try await workplace.withCatalogue { context in
            if accept, let table { _ = try await CheckDrift(context).accept(table) }
            let findings = try await CheckDrift(context)(table)
            options.write(DriftText(findings).text, .array(findings.map(\.json)))
            guard findings.allSatisfy(\.drift.isSound) else { throw ExitCode.failure }
        }
    }
}
