package import Definitions

/// The attributes of a home's users, over all its tables.
///
///     let attributes = try UserAttributes(home: "cxm-home")
///     attributes.names                       // ["age", "grade", "members.region", "shops.region"]
///     let grade = try attributes.column("grade")
///
/// An attribute is named by its column where only one table has that column, and always by
/// `table.column`. Opening reads the manifests; columns are opened when they are asked for.
package struct UserAttributes: Sendable {
    package let tables: [AttributeTable]
    /// The one name of each attribute, in the order of tables and columns.
    package let names: [String]
    private let places: [String: (table: Int, attribute: Int)]
    private let home: String

    package init(home: String) throws(AttributesError) {
        var tables: [AttributeTable] = []
        for name in AttributeTable.names(home: home) {
            tables.append(try AttributeTable(home: home, name: name))
        }
        self.home = home
        self.tables = tables
        (names, places) = Self.names(of: tables)
    }

    /// Every name that is understood, with its type: the plain names first, then `table.column`.
    package var schema: [DatasetSchema.Property] {
        let others = places.keys.filter { !names.contains($0) }.sorted()
        return (names + others).compactMap { name in type(of: name).map { .init(name, $0) } }
    }

    /// Each attribute once, by its one name.
    package var plainSchema: [DatasetSchema.Property] { Array(schema.prefix(names.count)) }

    /// Nil where there is no such attribute.
    package func type(of name: String) -> DatasetSchema.PropertyType? {
        places[name].map { tables[$0.table].manifest.attributes[$0.attribute].type }
    }

    /// The table of an attribute, and its place among the table's columns.
    package func place(of name: String) -> (table: String, index: Int)? {
        places[name].map { (tables[$0.table].name, $0.attribute) }
    }

    /// Opens an attribute's column; nil where there is no such attribute.
    package func column(_ name: String) throws(AttributesError) -> AttributeColumn? {
        guard let place = places[name] else { return nil }
        let table = tables[place.table]
        let attribute = table.manifest.attributes[place.attribute].name
        do throws(AttributesError) {
            return try table.column(attribute)
        } catch {
            // An import may have published its state, and removed files, meanwhile.
            let newer = try AttributeTable(home: home, name: table.name)
            guard newer.manifest.generation != table.manifest.generation,
                newer.attributes.contains(where: { $0.name == attribute })
            else { throw error }
            return try newer.column(attribute)
        }
    }

    private static func names(
        of tables: [AttributeTable]
    ) -> (names: [String], places: [String: (table: Int, attribute: Int)]) {
        var owners: [String: Int] = [:]
        for table in tables {
            for attribute in table.attributes { owners[attribute.name, default: 0] += 1 }
        }
        var names: [String] = []
        var places: [String: (table: Int, attribute: Int)] = [:]
        var qualified: [(name: String, place: (table: Int, attribute: Int))] = []
        for (number, table) in tables.enumerated() {
            for (index, attribute) in table.attributes.enumerated() {
                let whole = "\(table.name).\(attribute.name)"
                let name = owners[attribute.name] == 1 ? attribute.name : whole
                names.append(name)
                if places[name] == nil { places[name] = (number, index) }
                qualified.append((whole, (number, index)))
            }
        }
        for (name, place) in qualified where places[name] == nil { places[name] = place }
        return (names, places)
    }
}
