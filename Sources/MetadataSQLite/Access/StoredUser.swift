import Definitions
import GRDB
import Metadata

/// A row of `access_user`.
enum StoredUser {
    static let columns =
        "id, name, display_name, role, password_hash, external_id, is_disabled, language, created_at"

    static func read(_ row: inout RowReader) throws -> UserRecord {
        UserRecord(
            id: row.value(), name: row.value(), displayName: row.value(), role: try row.choice(),
            passwordHash: row.optional(), externalID: row.optional(), isDisabled: row.value(),
            language: try language(row.optional()), createdAt: row.value())
    }

    private static func language(_ word: String?) throws -> Language? {
        guard let word else { return nil }
        guard let language = Language(rawValue: word) else { throw MetadataError.unknownWord(word) }
        return language
    }

    /// All columns but the id and the time.
    static func arguments(_ user: UserRecord) -> [Argument] {
        [
            user.name, StoredName.folded(user.name), user.displayName, user.role.rawValue,
            user.passwordHash, user.externalID, user.isDisabled, user.language?.rawValue,
        ]
    }

    static func requireFree(_ user: UserRecord, _ db: Database) throws {
        let named = try db.other(
            than: user.id, in: "access_user", "folded_name", is: StoredName.folded(user.name))
        guard named == nil else { throw StoredName.taken("user", user.name) }
        guard let externalID = user.externalID else { return }
        let known = try db.other(
            than: user.id, in: "access_user", "external_id", is: externalID)
        guard known == nil else {
            throw MetadataError(
                .taken, "Another user stands for '\(externalID)' already; disable that one first.")
        }
    }

    static func hasAdmin(_ db: Database) throws -> Bool {
        try db.first(
            "SELECT id FROM access_user WHERE role = 'admin' AND is_disabled = 0 LIMIT 1"
        ) { $0.value() as Int64 } != nil
    }

    static let lastAdmin = MetadataError(
        .inUse, "This is the last admin: make somebody else one before this change.")
}
