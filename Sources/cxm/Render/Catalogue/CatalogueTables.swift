import Definitions
import Operations

/// All tables of the catalogue, one line each.
struct CatalogueTables {
    let loaded: LoadedCatalogue
    let language: Language

    init(_ loaded: LoadedCatalogue, _ language: Language) {
        self.loaded = loaded
        self.language = language
    }

    var text: String {
        guard !loaded.entries.isEmpty else {
            return "There are no tables yet; import data, or connect to a warehouse with "
                + "'cxm catalogue connect'.\n"
        }
        var grid = TextGrid(
            ["table", "label", "rows are", "user key", "fields", "state"], numbers: [4])
        for entry in loaded.entries {
            let table = entry.table
            grid.add([
                table.name, table.labels.text(in: language) ?? "", table.source.words,
                table.userKey ?? table.keys.keys.sorted().joined(separator: ", "),
                Grouped.text(table.fields.count), Self.state(entry.drift),
            ])
        }
        let population = loaded.population.map { "All users there are: those of '\($0)'.\n" }
        return grid.text + (population.map { "\n" + $0 } ?? "")
    }

    private static func state(_ drift: TableDrift) -> String {
        if drift.unreachable != nil { return "cannot be read" }
        return drift.problems.isEmpty ? "ok" : "\(drift.problems.count) broken"
    }
}
