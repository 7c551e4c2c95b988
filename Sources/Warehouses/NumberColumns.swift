/// Whole numbers, times or days of a batch, one per row.
///
/// ```swift
/// for row in 0..<batch.rowCount where ages.presence[row] { sum += ages.values[row] }
/// ```
package struct IntegerColumn: Sendable, Hashable {
    /// One per row; 0 where the row is null.
    package let values: [Int64]
    package let presence: Presence

    package init(values: [Int64], presence: Presence = .all) {
        self.values = values
        self.presence = presence
    }
}

/// Numbers with a fraction of a batch, one per row.
package struct DoubleColumn: Sendable, Hashable {
    /// One per row; 0 where the row is null.
    package let values: [Double]
    package let presence: Presence

    package init(values: [Double], presence: Presence = .all) {
        self.values = values
        self.presence = presence
    }
}

/// Truth values of a batch, one per row.
package struct BooleanColumn: Sendable, Hashable {
    /// One per row; false where the row is null.
    package let values: [Bool]
    package let presence: Presence

    package init(values: [Bool], presence: Presence = .all) {
        self.values = values
        self.presence = presence
    }
}
