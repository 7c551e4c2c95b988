/// All tables that segments can be made of.
package struct Catalogue: Hashable, Sendable {
    package var tables: [CatalogueTable]
    /// The table whose users are all users there are: the base of "zero times". Nil: every user that
    /// the home knows.
    package var population: String?

    package init(tables: [CatalogueTable] = [], population: String? = nil) {
        self.tables = tables
        self.population = population
    }

    package func table(_ name: String) -> CatalogueTable? {
        tables.first { $0.name == name }
    }
}
