import Definitions
import Foundation
import GRDB
package import Metadata

extension SQLiteMetadata {
    package func begin(
        _ write: IdempotentWrite
    ) async throws(MetadataError) -> IdempotentWrite? {
        try await self.write { db in
            try db.run(
                "DELETE FROM idempotent_write WHERE expires_at <= ?", [write.startedAt])
            let other = try db.first(
                """
                SELECT caller, idempotency_key, fingerprint, status, headers, body, started_at,
                    expires_at
                FROM idempotent_write WHERE caller = ? AND idempotency_key = ?
                """, [write.caller, write.key], Self.readWrite)
            if let other { return other }
            try db.run(
                """
                INSERT INTO idempotent_write (caller, idempotency_key, fingerprint, started_at,
                    expires_at)
                VALUES (?, ?, ?, ?, ?)
                """,
                [write.caller, write.key, write.fingerprint, write.startedAt, write.expiresAt])
            return nil
        }
    }

    package func finish(_ write: IdempotentWrite) async throws(MetadataError) {
        guard let answer = write.answer else { return try await forget(write) }
        let headers = JSONValue.object(
            answer.headers.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) })
        try await self.write { db in
            try db.run(
                """
                UPDATE idempotent_write SET status = ?, headers = ?, body = ?, expires_at = ?
                WHERE caller = ? AND idempotency_key = ? AND fingerprint = ?
                """,
                [
                    answer.status, headers.rendered(), Data(answer.body), write.expiresAt,
                    write.caller, write.key, write.fingerprint,
                ])
        }
    }

    package func forget(_ write: IdempotentWrite) async throws(MetadataError) {
        try await self.write { db in
            try db.run(
                """
                DELETE FROM idempotent_write
                WHERE caller = ? AND idempotency_key = ? AND fingerprint = ? AND status IS NULL
                """, [write.caller, write.key, write.fingerprint])
        }
    }

    private static func readWrite(_ row: inout RowReader) throws -> IdempotentWrite {
        var write = IdempotentWrite(
            caller: row.value(), key: row.value(), fingerprint: row.value(), startedAt: 0,
            expiresAt: 0)
        let status: Int? = row.optional()
        let headers = try row.optionalJSON()
        let body: Data? = row.optional()
        if let status, case .object(let members)? = headers, let body {
            var texts: [String: String] = [:]
            for member in members {
                if case .string(let text) = member.value { texts[member.name] = text }
            }
            write.answer = .init(status: status, headers: texts, body: Array(body))
        }
        write.startedAt = row.value()
        write.expiresAt = row.value()
        return write
    }
}
