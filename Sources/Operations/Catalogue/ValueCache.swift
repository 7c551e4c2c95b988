import Definitions
import Synchronization

/// Counted values of fields, in memory, until their data change.
package final class ValueCache: Sendable {
    struct Key: Hashable, Sendable {
        let table: String
        let source: CatalogueTable.Source
        let column: String
        let type: DatasetSchema.PropertyType
        let timeFormat: String?
        let version: String

        init(table: CatalogueTable, field: CatalogueField, version: String) {
            self.table = table.name
            source = table.source
            column = field.column
            type = field.type
            timeFormat = field.timeFormat
            self.version = version
        }
    }

    private struct State: Sendable {
        var tallies: [Key: (tally: FieldTally, lastUse: Int)] = [:]
        var useCount = 0
    }

    private let limit: Int
    private let state = Mutex(State())

    /// `limit`: how many fields.
    package init(limit: Int = 200) {
        self.limit = limit
    }

    func tally(_ key: Key) -> FieldTally? {
        state.withLock { state in
            guard let found = state.tallies[key]?.tally else { return nil }
            state.useCount += 1
            state.tallies[key]?.lastUse = state.useCount
            return found
        }
    }

    func store(_ tally: FieldTally, for key: Key) {
        state.withLock { state in
            state.useCount += 1
            state.tallies[key] = (tally, state.useCount)
            while state.tallies.count > limit,
                let oldest = state.tallies.min(by: { $0.value.lastUse < $1.value.lastUse })?.key
            {
                state.tallies[oldest] = nil
            }
        }
    }
}
