import ArgumentParser
import Definitions
import Foundation
import Operations

/// `cxm catalogue label FILE.json`
struct CatalogueLabelCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "label",
        abstract: "Change labels, value labels, synonyms and more of many fields from a file.")

    @Argument(help: "A file with changes by table and field, as JSON; - for standard input.")
    var file: String
    @OptionGroup var homeOptions: HomeOptions

    func perform(in workplace: Workplace) async throws {
        let changes = try TableChange.list(JSONValue(parsing: try TextInput.read(file)))
        try await workplace.withCatalogue { context in
            for (table, revision) in try await EditCatalogue(context)(changes) {
                Terminal.write("Saved '\(table.name)' (revision \(revision)).\n")
            }
        }
    }
}

/// `cxm catalogue edit TABLE FIELD --change JSON`
struct CatalogueEditCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "edit", abstract: "Change one field: labels, personal data, hidden.")

    @Argument(help: "A table of the catalogue.")
    var table: String
    @Argument(help: "One of its fields.")
    var field: String
    @Option(help: "The label in Korean.")
    var labelKo: String?
    @Option(help: "The label in English.")
    var labelEn: String?
    @Option(help: "How far it tells who somebody is: none, indirect, direct or sensitive.")
    var personalData: CatalogueField.PersonalData?
    @Flag(help: "Do not offer the field any more; segments that use it stay valid.")
    var hide = false
    @Flag(help: "Offer the field again.")
    var unhide = false
    @OptionGroup var homeOptions: HomeOptions

    func validate() throws {
        if hide, unhide { throw ValidationError("--hide and --unhide contradict each other.") }
    }

    func perform(in workplace: Workplace) async throws {
        var labels: [Language: String] = [:]
        labels[.korean] = labelKo
        labels[.english] = labelEn
        var change = FieldChange()
        if !labels.isEmpty { change.labels = LocalizedText(labels) }
        change.personalData = personalData
        if hide || unhide { change.isHidden = hide }
        try await workplace.withCatalogue { context in
            let revision = try await EditCatalogue(context)(table, field: field, change)
            Terminal.write("Saved '\(table)' (revision \(revision)).\n")
        }
    }
}

extension CatalogueField.PersonalData: ExpressibleByArgument {}

/// `cxm catalogue population [TABLE]`
struct CataloguePopulationCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "population", abstract: "Say which table holds all users there are.")

    @Argument(help: "A table with a user key (default: every user that the home knows).")
    var table: String?
    @OptionGroup var homeOptions: HomeOptions

    func perform(in workplace: Workplace) async throws {
        try await workplace.withCatalogue { context in
            try await EditCatalogue(context).setPopulation(table)
            let words = table.map { "those of the table '\($0)'" } ?? "every user the home knows"
            Terminal.write("All users there are: \(words).\n")
        }
    }
}

/// `cxm catalogue export`
struct CatalogueExportCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write the whole catalogue as JSON.")

    @OptionGroup var homeOptions: HomeOptions

    func perform(in workplace: Workplace) async throws {
        try await workplace.withCatalogue { context in
            let document = try await ExportCatalogue(context)()
            Terminal.write(document.json.rendered(pretty: true) + "\n")
        }
    }
}

/// `cxm catalogue import FILE.json`
struct CatalogueImportCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Take a catalogue that 'export' has written.")

    @Argument(help: "The file; - for standard input.")
    var file: String
    @OptionGroup var homeOptions: HomeOptions

    func perform(in workplace: Workplace) async throws {
        let document = try CatalogueDocument(
            JSONReader(JSONValue(parsing: try TextInput.read(file))))
        try await workplace.withCatalogue { context in
            let report = try await ImportCatalogue(context)(document)
            Terminal.write(
                "\(Grouped.count(report.connections.count, "connection")), "
                    + "\(Grouped.count(report.added.count, "table")) added, "
                    + "\(report.changed.count) changed, \(report.same.count) as they were.\n")
        }
    }
}
