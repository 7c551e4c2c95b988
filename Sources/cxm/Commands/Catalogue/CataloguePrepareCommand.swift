import ArgumentParser
import Definitions
import Operations

/// `cxm catalogue prepare [TABLE…]`
struct CataloguePrepareCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "prepare",
        abstract: "Read tables of warehouses ahead, so that first previews of segments are quick.")

    @Argument(help: "Tables of the catalogue (default: all of warehouses).")
    var tables: [String] = []
    @Option(help: "How the answer is shown: table or json.")
    var format = RecordFormat.table
    @OptionGroup var homeOptions: HomeOptions

    func perform(in workplace: Workplace) async throws {
        try await workplace.withCatalogue { context in
            let outcomes = try await PrepareTables(context)(tables.isEmpty ? nil : tables)
            let listing = Listing(
                columns: ["table", "state", .number("rows"), .number("MB")],
                rows: outcomes.map { outcome in
                    [
                        outcome.table, outcome.isNew ? "prepared" : "was ready",
                        Grouped.text(outcome.rowCount), Grouped.text(outcome.byteCount >> 20),
                    ]
                },
                json: .array(
                    outcomes.map { outcome in
                        [
                            "table": .string(outcome.table), "new": .boolean(outcome.isNew),
                            "rows": .integer(Int64(outcome.rowCount)),
                            "bytes": .integer(Int64(outcome.byteCount)),
                        ]
                    }), empty: "No table of a warehouse is registered.")
            Terminal.write(listing.text(format == .json ? .json : .table))
        }
    }
}
