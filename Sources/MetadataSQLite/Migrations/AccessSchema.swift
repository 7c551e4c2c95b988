/// The tables of sign-in and of service clients. Never changed: later versions are steps of their own.
enum AccessSchema {
    static let statements = """
        CREATE TABLE access_user (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL,
            folded_name TEXT NOT NULL,
            display_name TEXT NOT NULL,
            role TEXT NOT NULL,
            password_hash TEXT,
            external_id TEXT,
            is_disabled INTEGER NOT NULL,
            language TEXT,
            created_at INTEGER NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX access_user_name ON access_user (folded_name);
        CREATE UNIQUE INDEX access_user_external ON access_user (external_id)
            WHERE external_id IS NOT NULL;
        CREATE INDEX access_user_role ON access_user (role, is_disabled);
        CREATE TABLE access_session (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            fingerprint TEXT NOT NULL UNIQUE,
            user INTEGER NOT NULL REFERENCES access_user (id),
            agent TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            last_seen_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX access_session_user ON access_session (user);
        CREATE INDEX access_session_expires ON access_session (expires_at);
        CREATE TABLE access_link (
            fingerprint TEXT PRIMARY KEY NOT NULL,
            user INTEGER NOT NULL REFERENCES access_user (id),
            created_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            used_at INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX access_link_user ON access_link (user);
        CREATE INDEX access_link_expires ON access_link (expires_at);
        CREATE TABLE access_client (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL,
            folded_name TEXT NOT NULL,
            scopes TEXT NOT NULL,
            owner TEXT NOT NULL,
            is_disabled INTEGER NOT NULL,
            created_at INTEGER NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX access_client_name ON access_client (folded_name);
        CREATE TABLE access_token (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            client INTEGER NOT NULL REFERENCES access_client (id),
            fingerprint TEXT NOT NULL UNIQUE,
            created_at INTEGER NOT NULL,
            expires_at INTEGER,
            revoked_at INTEGER,
            last_used_at INTEGER
        ) STRICT;
        CREATE INDEX access_token_client ON access_token (client);
        CREATE TABLE access_revision (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            number INTEGER NOT NULL
        ) STRICT;
        INSERT INTO access_revision VALUES (1, 1);
        CREATE INDEX audit_at ON audit (at);
        """
}
