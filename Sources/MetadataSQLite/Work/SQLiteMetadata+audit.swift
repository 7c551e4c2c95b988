import Definitions
import GRDB
package import Metadata

extension SQLiteMetadata {
    package func record(_ entry: AuditRecord) async throws(MetadataError) {
        try await write { db in
            try db.run(
                "INSERT INTO audit (at, actor, action, subject, details) VALUES (?, ?, ?, ?, ?)",
                [entry.at, entry.actor, entry.action, entry.subject, entry.details.rendered()])
        }
    }

    package func audit(
        _ filter: AuditFilter, before: Int64?, limit: Int
    ) async throws(MetadataError) -> [AuditRecord] {
        try await read { db in
            let conditions = Self.conditions(filter, before)
            let words =
                conditions.isEmpty
                ? "TRUE" : conditions.map(\.condition).joined(separator: " AND ")
            return try db.all(
                """
                SELECT id, at, actor, action, subject, details FROM audit WHERE \(words)
                ORDER BY id DESC LIMIT ?
                """, conditions.flatMap(\.arguments) + [limit]
            ) { row in
                AuditRecord(
                    id: row.value(), at: row.value(), actor: row.value(), action: row.value(),
                    subject: row.value(), details: try row.json())
            }
        }
    }

    private static func conditions(
        _ filter: AuditFilter, _ before: Int64?
    ) -> [(condition: String, arguments: [Argument])] {
        var conditions: [(condition: String, arguments: [Argument])] = []
        if let actor = filter.actor { conditions.append(("actor = ?", [actor])) }
        if let action = filter.action { conditions.append(self.condition(ofAction: action)) }
        if let subject = filter.subject { conditions.append(("subject = ?", [subject])) }
        if let from = filter.from { conditions.append(("at >= ?", [from])) }
        if let to = filter.to { conditions.append(("at < ?", [to])) }
        if let before { conditions.append(("id < ?", [before])) }
        return conditions
    }

    /// `segment.` stands for all of its kind: a range that ends before the character behind the dot.
    private static func condition(
        ofAction action: String
    ) -> (condition: String, arguments: [Argument]) {
        guard action.hasSuffix(".") else { return ("action = ?", [action]) }
        return ("action >= ? AND action < ?", [action, action.dropLast() + "/"])
    }
}
