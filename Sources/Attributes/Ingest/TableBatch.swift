package import Columns
package import EventStore

/// Some tens of thousands of rows of a table, column by column, in the order of the input.
///
///     TableBatch(users: TextBlock(texts: ["ann"]), values: [.integer([34])])
package struct TableBatch: Sendable {
    /// External ids; every row has one, which is not empty. Every value of the block becomes a user,
    /// also one that no row refers to.
    package let users: TextBlock
    /// Milliseconds since 1970 UTC: of two rows of a user the later one counts. Given in every batch or
    /// in none.
    package let times: [Int64]?
    /// Aligned to the plan's attributes, and of their types.
    package let values: [PropertyValues]

    package init(users: TextBlock, times: [Int64]? = nil, values: [PropertyValues]) {
        self.users = users
        self.times = times
        self.values = values
    }

    package var rowCount: Int { users.rowCount }
}
