import Attributes
import BehaviorSQL
import Definitions

/// Attributes of users, from any tables, as one SQL relation with a row a user.
struct AttributeRelation {
    /// What the SQL compiler takes.
    let users: EventTable.Users

    /// `names`: attributes that there are. Throws where a table's file has changed since its import.
    init(_ names: [String], of attributes: UserAttributes) throws {
        var parts: [SQLFragment] = []
        for table in attributes.tables {
            let places = names.map { name in
                attributes.place(of: name).flatMap { $0.table == table.name ? $0.index : nil }
            }
            guard places.contains(where: { $0 != nil }) else { continue }
            let columns = places.enumerated().map { index, place -> SQLFragment in
                let type = (attributes.type(of: names[index]) ?? .text).sqlType
                return place.map { "\(name: "p\($0)") AS \(name: "a\(index)")" }
                    ?? "CAST(NULL AS \(SQLFragment(sql: type))) AS \(name: "a\(index)")"
            }
            let relation = try TableRelation(table.manifest).query
            parts.append(
                """
                SELECT \(.joined(["cxm_user"] + columns, by: ", ")) FROM (\(relation))
                """)
        }
        // The compiler takes one value a user of rows that part it over tables.
        let query = SQLFragment.joined(parts, by: "\nUNION ALL\n")
        users = EventTable.Users(
            .init(.fragment(query.sqlText), column: TableRelation.user),
            attributes: names.enumerated().map { index, name in
                EventTable.Property(
                    name, attributes.type(of: name) ?? .text, column: "a\(index)")
            })
    }
}
