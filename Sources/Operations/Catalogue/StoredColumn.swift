package import Definitions

/// A column as a warehouse keeps it.
package struct StoredColumn: Hashable, Sendable {
    package let name: String
    /// The warehouse's own word: `VARCHAR`, `DECIMAL(18,2)`.
    package let typeName: String
    package let kind: StoredKind

    package init(name: String, typeName: String) {
        self.name = name
        self.typeName = typeName
        kind = StoredKind(duckDBType: typeName)
    }

    /// The type of the field that the column becomes by itself.
    package var type: DatasetSchema.PropertyType { kind.propertyType }
}
