/// What an import of a table has changed.
package struct TableSummary: Hashable, Sendable {
    /// The generation that the import has published.
    package let generation: Int64
    /// Rows taken in, and different users among them.
    package let rowCount: Int
    package let userCount: Int
    /// Users that the home had never seen.
    package let newUserCount: Int
    /// Rows that gave way to another row of their user.
    package let duplicateCount: Int
    /// Users that the table had before; nil where it is new.
    package let userCountBefore: Int?

    package init(
        generation: Int64, rowCount: Int, userCount: Int, newUserCount: Int, duplicateCount: Int,
        userCountBefore: Int?
    ) {
        self.generation = generation
        self.rowCount = rowCount
        self.userCount = userCount
        self.newUserCount = newUserCount
        self.duplicateCount = duplicateCount
        self.userCountBefore = userCountBefore
    }
}
