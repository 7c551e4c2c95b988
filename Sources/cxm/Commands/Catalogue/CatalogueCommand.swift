import ArgumentParser
import Definitions
import Metadata
import Operations

/// `cxm catalogue …`
struct CatalogueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catalogue",
        abstract: "Tables, fields and labels: what segments can be made of.",
        subcommands: [
            CatalogueShowCommand.self, CatalogueSearchCommand.self, CatalogueValuesCommand.self,
            CatalogueConnectCommand.self, CatalogueConnectionsCommand.self,
            CatalogueDisconnectCommand.self, CatalogueBrowseCommand.self,
            CatalogueRegisterCommand.self, CatalogueLabelCommand.self,
            CatalogueEditCommand.self, CataloguePopulationCommand.self,
            CataloguePrepareCommand.self,
            CatalogueCheckCommand.self, CatalogueRemoveCommand.self, CatalogueExportCommand.self,
            CatalogueImportCommand.self,
        ])
}

/// How the catalogue is shown.
struct CatalogueOptions: ParsableArguments {
    @Option(help: "How it is shown: table or json.")
    var format = RecordFormat.table
    @Option(help: "The language of labels: en or ko.")
    var language = Language.english

    /// Writes one of the two, made only when it is shown.
    func write(_ text: @autoclosure () -> String, _ json: @autoclosure () -> JSONValue) {
        format.write(text(), json())
    }
}

extension Language: ExpressibleByArgument {}

extension Workplace {
    /// The catalogue of the home, with its metadata open.
    func withCatalogue(
        _ body: (CatalogueContext) async throws -> Void
    ) async throws {
        let store = try metadata()
        do {
            try await body(catalogue(on: store, now: now, actor: actor))
        } catch {
            await store.close()
            throw error
        }
        await store.close()
    }
}
