package import Definitions
import EventStore
import Metadata
import Warehouses

/// How new a table's data are.
///
///     let freshness = try await TableFreshness(context)("payments")
///     freshness.dataUntil      // the newest time in its time column
///
/// Cost: of the home's tables a look at a manifest; of a warehouse's one pass over the time column.
package struct TableFreshness: Sendable {
    package struct Answer: Hashable, Sendable {
        /// The newest time in the time column, in milliseconds since 1970 UTC; nil where there is none.
        package let dataUntil: Int64?
        /// When the data were imported, or their files written.
        package let writtenAt: Int64?
        /// Another text whenever the data are others.
        package let dataVersion: String
    }

    private let context: CatalogueContext

    package init(_ context: CatalogueContext) {
        self.context = context
    }

    package func callAsFunction(_ name: String) async throws -> Answer {
        try await self(of: try await LoadCatalogue(context)().entry(name).table)
    }

    package func callAsFunction(of table: CatalogueTable) async throws -> Answer {
        let target = try await target(of: table)
        let version = DataVersion(home: context.home)
        return Answer(
            dataUntil: try await dataUntil(table),
            writtenAt: try version.writtenAt(table, behind: target),
            dataVersion: try version.of(table, behind: target))
    }

    /// Without asking the warehouse.
    package func dataVersion(of table: CatalogueTable) async throws -> String {
        try DataVersion(home: context.home).of(table, behind: try await target(of: table))
    }

    private func target(of table: CatalogueTable) async throws -> ConnectionTarget? {
        guard case .warehouse(let name, _) = table.source else { return nil }
        return try ConnectionTarget(try await context.connection(name))
    }

    private func dataUntil(_ table: CatalogueTable) async throws -> Int64? {
        switch table.source {
        case .events(let name): return try context.home.open(name).dataUntil
        case .attributes: return nil
        case .warehouse:
            guard table.roles[.time] != nil else { return nil }
            let session = try await CatalogueSession(context, for: table)
            return try await session.closing {
                let relation = try await session.relation(of: table)
                guard let time = relation.time else { return nil }
                let rows = try await session.rows(
                    "SELECT max(\(name: time.name)) FROM (\(relation.query))")
                return rows.first?[0].count.map { Int64($0) }
            }
        }
    }
}
