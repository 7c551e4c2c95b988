import ArgumentParser
import Definitions
import Operations

/// `cxm catalogue show [TABLE]`
struct CatalogueShowCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show the tables, or one table with its fields.")

    @Argument(help: "A table of the catalogue (default: all of them).")
    var table: String?
    @Flag(help: "Also fields that are hidden.")
    var all = false
    @Flag(help: "Also how new the data are; of a warehouse's table its time column is read.")
    var freshness = false
    @OptionGroup var options: CatalogueOptions
    @OptionGroup var homeOptions: HomeOptions

    func perform(in workplace: Workplace) async throws {
        try await workplace.withCatalogue { context in
            let loaded = try await LoadCatalogue(context)()
            guard let table else {
                options.write(
                    CatalogueTables(loaded, options.language).text,
                    loaded.json)
                return
            }
            let entry = try loaded.entry(table)
            let age = freshness ? try await TableFreshness(context)(of: entry.table) : nil
            let view = CatalogueFields(
                entry, options.language, showsHidden: all, freshness: age, zone: context.home.zone)
            options.write(view.text, view.json)
        }
    }
}

/// `cxm catalogue search TEXT`
struct CatalogueSearchCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Find tables, fields and labelled values by name, label or initial consonants.")

    @Argument(help: "What to look for, such as 성별, ㅅㅂ or gender.")
    var text: String
    @Option(help: "How many to show at most.")
    var limit = 20
    @Flag(help: "Also fields that are hidden.")
    var all = false
    @OptionGroup var options: CatalogueOptions
    @OptionGroup var homeOptions: HomeOptions

    func perform(in workplace: Workplace) async throws {
        try await workplace.withCatalogue { context in
            let catalogue = try await LoadCatalogue(context)().catalogue
            let hits = CatalogueSearch(catalogue, showsHidden: all).hits(for: text, limit: limit)
            options.write(
                CatalogueHits(hits, catalogue, options.language).text,
                .array(hits.map(\.json)))
        }
    }
}

/// `cxm catalogue values TABLE FIELD [--search TEXT]`
struct CatalogueValuesCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "values", abstract: "Show the values of a field with their counts.")

    @Argument(help: "A table of the catalogue.")
    var table: String
    @Argument(help: "One of its fields.")
    var field: String
    @Option(help: "Only values that begin with this, or whose label does; ㅅㅂ finds 성별.")
    var search = ""
    @Option(help: "How many to show at most.")
    var limit = 20
    @Flag(help: "Also values that tell who somebody is.")
    var personal = false
    @OptionGroup var options: CatalogueOptions
    @OptionGroup var homeOptions: HomeOptions

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit should be at least 1.") }
    }

    func perform(in workplace: Workplace) async throws {
        try await workplace.withCatalogue { context in
            let answer = try await FieldValues(context)(
                table, field: field, search: search, limit: limit, showsPersonal: personal)
            options.write(FieldValuesText(answer, options.language).text, answer.json)
        }
    }
}

/// `cxm catalogue browse CONNECTION [TABLE]`
struct CatalogueBrowseCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "browse",
        abstract: "List the tables behind a connection, or the columns of one.")

    @Argument(help: "A connection.")
    var connection: String
    @Argument(help: "One of its tables, such as main.payments.")
    var table: String?
    @OptionGroup var options: CatalogueOptions
    @OptionGroup var homeOptions: HomeOptions

    func perform(in workplace: Workplace) async throws {
        try await workplace.withCatalogue { context in
            let browse = BrowseWarehouse(context)
            if let table {
                let columns = try await browse(connection, table: TablePath.parts(table))
                options.write(BrowseText.columns(columns), .array(columns.map(\.json)))
            } else {
                let tables = try await browse(connection)
                options.write(BrowseText.tables(tables), .array(tables.map(\.json)))
            }
        }
    }
}

/// `main.payments`
enum TablePath {
    static func parts(_ text: String) -> [String] {
        text.split(separator: ".").map { String($0) }
    }
}
