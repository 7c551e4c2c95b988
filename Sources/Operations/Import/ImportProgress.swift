/// How far an import has come.
package struct ImportProgress: Hashable, Sendable {
    /// The file being read, and its place among all from 1.
    package let file: String
    package let fileNumber: Int
    package let fileCount: Int
    package let rows: Int
    /// About how many rows there are in all; nil where it cannot be told.
    package let expectedRows: Int?
}

/// Guesses how many rows files have, from what their metadata, sizes and first lines say.
struct RowEstimate {
    /// By file; nil where nothing tells.
    private(set) var rows: [Int?] = []

    var total: Int? {
        var total = 0
        for count in rows {
            guard let count else { return nil }
            total += count
        }
        return total
    }

    mutating func append(_ count: Int?) {
        rows.append(count)
    }

    /// What has been read is known better.
    mutating func set(_ count: Int, ofFile index: Int) {
        rows[index] = count
    }
}
