package import Definitions

/// The catalogue with what is known about each table beside its definition.
package struct LoadedCatalogue: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
        package var table: CatalogueTable
        /// The saved revision, which a change names; 0: nothing of it is saved.
        package var revision: Int
        /// What the last check, or for the home's own tables the look at them, found wrong.
        package var drift: TableDrift

        /// Fields that cannot be read as they are registered.
        package var brokenFields: Set<String> { Set(drift.problems.compactMap(\.field)) }
    }

    package var entries: [Entry]
    package var population: String?

    package var catalogue: Catalogue {
        Catalogue(tables: entries.map(\.table), population: population)
    }

    /// The table of a name; throws with the nearest name where there is none.
    package func entry(_ name: String) throws -> Entry {
        guard let entry = entries.first(where: { $0.table.name == name }) else {
            throw OperationError.unknownTable(
                name, in: "catalogue", known: entries.map(\.table.name))
        }
        return entry
    }
}
