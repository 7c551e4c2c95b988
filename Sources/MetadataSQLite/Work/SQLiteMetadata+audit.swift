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
        actor: String?, action: String?, subject: String?, before: Int64?, limit: Int
    ) async throws(MetadataError) -> [AuditRecord] {
        try await read { db in
            var parts: [(condition: String, argument: Argument)] = []
            if let actor { parts.append(("actor = ?", actor)) }
            if let action { parts.append(("action = ?", action)) }
            if let subject { parts.append(("subject = ?", subject)) }
            if let before { parts.append(("id < ?", before)) }
            let condition =
                parts.isEmpty ? "TRUE" : parts.map(\.condition).joined(separator: " AND ")
            return try db.all(
                """
                SELECT id, at, actor, action, subject, details FROM audit WHERE \(condition)
                ORDER BY id DESC LIMIT ?
                """, parts.map(\.argument) + [limit]
            ) { row in
                AuditRecord(
                    id: row.value(), at: row.value(), actor: row.value(), action: row.value(),
                    subject: row.value(), details: try row.json())
            }
        }
    }
}
