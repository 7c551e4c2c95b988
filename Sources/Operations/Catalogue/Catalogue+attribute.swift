package import Definitions

extension Catalogue {
    /// The field of a user attribute as questions name it: `grade`, or `members.grade`.
    package func attribute(_ name: String) -> (table: CatalogueTable, field: CatalogueField)? {
        for table in tables {
            guard case .attributes(let stored) = table.source else { continue }
            for field in table.fields
            where field.column == name || "\(stored).\(field.column)" == name {
                return (table, field)
            }
        }
        return nil
    }

    /// Attributes of users, by the names that questions use.
    package var attributeNames: [String] {
        tables.flatMap { table -> [String] in
            guard case .attributes = table.source else { return [] }
            return table.fields.map(\.column)
        }
    }
}
