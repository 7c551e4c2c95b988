/// Writes with an `Idempotency-Key`. Never changed: later versions are steps of their own.
enum IdempotencySchema {
    static let statements = [
        """
        CREATE TABLE idempotent_write (
            caller TEXT NOT NULL,
            idempotency_key TEXT NOT NULL,
            fingerprint TEXT NOT NULL,
            status INTEGER,
            headers TEXT,
            body BLOB,
            started_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            PRIMARY KEY (caller, idempotency_key)
        ) STRICT, WITHOUT ROWID;
        """,
        "CREATE INDEX idempotent_write_expiry ON idempotent_write (expires_at);",
    ]
}
