import Definitions
import GRDB
package import Metadata

extension SQLiteMetadata {
    package func serviceClients() async throws(MetadataError) -> [ServiceClientRecord] {
        try await read { db in
            try db.all(
                """
                SELECT id, name, scopes, owner, is_disabled, created_at FROM access_client
                ORDER BY folded_name
                """
            ) { row in
                ServiceClientRecord(
                    id: row.value(), name: row.value(),
                    scopes: try StoredScopes.read(try row.json()), owner: row.value(),
                    isDisabled: row.value(), createdAt: row.value())
            }
        }
    }

    package func add(
        _ client: ServiceClientRecord
    ) async throws(MetadataError) -> ServiceClientRecord {
        try await write { db in
            try StoredScopes.requireFree(client, db)
            try db.run(
                """
                INSERT INTO access_client (name, folded_name, scopes, owner, is_disabled, created_at)
                VALUES (?, ?, ?, ?, ?, ?)
                """, StoredScopes.arguments(client) + [client.createdAt])
            var added = client
            added.id = db.lastInsertedRowID
            try StoredRevision.raise(db)
            return added
        }
    }

    package func update(_ client: ServiceClientRecord) async throws(MetadataError) {
        try await write { db in
            try StoredScopes.requireFree(client, db)
            try db.run(
                """
                UPDATE access_client SET name = ?, folded_name = ?, scopes = ?, owner = ?,
                    is_disabled = ? WHERE id = ?
                """, StoredScopes.arguments(client) + [client.id])
            guard db.changesCount == 1 else {
                throw MetadataError.missing("service client \(client.id)")
            }
            try StoredRevision.raise(db)
        }
    }
}

/// What a client may do, as the JSON of a column.
enum StoredScopes {
    static func read(_ json: JSONValue) throws -> Set<ClientScope> {
        var scopes: Set<ClientScope> = []
        for word in try StoredText.list(json) {
            guard let scope = ClientScope(rawValue: word) else {
                throw MetadataError.unknownWord(word)
            }
            scopes.insert(scope)
        }
        return scopes
    }

    /// All columns but the id and the time.
    static func arguments(_ client: ServiceClientRecord) -> [Argument] {
        [
            client.name, StoredName.folded(client.name),
            JSONValue.list(client.scopes.map(\.rawValue).sorted()), client.owner,
            client.isDisabled,
        ]
    }

    static func requireFree(_ client: ServiceClientRecord, _ db: Database) throws {
        let named = try db.other(
            than: client.id, in: "access_client", "folded_name",
            is: StoredName.folded(client.name))
        guard named == nil else { throw StoredName.taken("service client", client.name) }
    }
}
