/// The tables of the first version. Never changed: later versions are steps of their own.
enum FirstSchema {
    static let statements = [catalogue, segments, work]

    private static let catalogue = """
        CREATE TABLE connection (
            name TEXT PRIMARY KEY NOT NULL,
            driver TEXT NOT NULL,
            options TEXT NOT NULL,
            changed_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE catalogue_table (
            name TEXT PRIMARY KEY NOT NULL,
            source_kind TEXT NOT NULL,
            source_path TEXT NOT NULL,
            connection TEXT REFERENCES connection (name),
            labels TEXT NOT NULL,
            descriptions TEXT NOT NULL,
            user_key TEXT,
            join_keys TEXT NOT NULL,
            roles TEXT NOT NULL,
            revision INTEGER NOT NULL,
            changed_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX catalogue_table_connection ON catalogue_table (connection)
            WHERE connection IS NOT NULL;
        CREATE TABLE catalogue_field (
            table_name TEXT NOT NULL REFERENCES catalogue_table (name) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            name TEXT NOT NULL,
            column_name TEXT NOT NULL,
            type TEXT NOT NULL,
            labels TEXT NOT NULL,
            descriptions TEXT NOT NULL,
            synonyms TEXT NOT NULL,
            value_labels TEXT NOT NULL,
            operators TEXT,
            personal_data TEXT NOT NULL,
            is_hidden INTEGER NOT NULL,
            time_format TEXT,
            PRIMARY KEY (table_name, position),
            UNIQUE (table_name, name)
        ) STRICT;
        CREATE TABLE setting (
            name TEXT PRIMARY KEY NOT NULL,
            value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        """

    private static let segments = """
        CREATE TABLE segment (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL,
            folded_name TEXT NOT NULL,
            description TEXT NOT NULL,
            status TEXT NOT NULL,
            owner TEXT NOT NULL,
            folder TEXT NOT NULL,
            expires TEXT,
            schedule TEXT,
            version INTEGER NOT NULL,
            published_snapshot INTEGER REFERENCES snapshot (id),
            revision INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            changed_at INTEGER NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX segment_name ON segment (name) WHERE status <> 'archived';
        CREATE INDEX segment_published ON segment (published_snapshot)
            WHERE published_snapshot IS NOT NULL;
        CREATE TABLE segment_tag (
            segment INTEGER NOT NULL REFERENCES segment (id),
            position INTEGER NOT NULL,
            tag TEXT NOT NULL,
            PRIMARY KEY (segment, position),
            UNIQUE (tag, segment)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE segment_version (
            segment INTEGER NOT NULL REFERENCES segment (id),
            number INTEGER NOT NULL,
            definition TEXT NOT NULL,
            canonical_hash TEXT NOT NULL,
            author TEXT NOT NULL,
            note TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            PRIMARY KEY (segment, number)
        ) STRICT;
        CREATE TABLE snapshot (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            segment INTEGER NOT NULL,
            version INTEGER NOT NULL,
            data_date TEXT NOT NULL,
            run INTEGER REFERENCES run (id),
            user_count INTEGER NOT NULL,
            entered_count INTEGER,
            left_count INTEGER,
            created_at INTEGER NOT NULL,
            published_at INTEGER,
            FOREIGN KEY (segment, version) REFERENCES segment_version (segment, number)
        ) STRICT;
        CREATE INDEX snapshot_segment ON snapshot (segment, id);
        CREATE TABLE segment_use (
            segment INTEGER NOT NULL REFERENCES segment (id),
            kind TEXT NOT NULL,
            name TEXT NOT NULL,
            calls INTEGER NOT NULL,
            last_at INTEGER NOT NULL,
            PRIMARY KEY (segment, kind, name)
        ) STRICT, WITHOUT ROWID;
        """

    private static let work = """
        CREATE TABLE run (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            segment INTEGER REFERENCES segment (id),
            data_date TEXT NOT NULL,
            state TEXT NOT NULL,
            started_at INTEGER,
            ended_at INTEGER,
            failure TEXT,
            remedy TEXT,
            details TEXT NOT NULL,
            started_by TEXT NOT NULL
        ) STRICT;
        CREATE INDEX run_segment ON run (segment, id);
        CREATE TABLE job (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL,
            arguments TEXT NOT NULL,
            job_key TEXT,
            state TEXT NOT NULL,
            due_at INTEGER NOT NULL,
            attempts INTEGER NOT NULL,
            lease_owner TEXT,
            lease_until INTEGER,
            is_cancel_requested INTEGER NOT NULL,
            failure TEXT,
            remedy TEXT,
            created_at INTEGER NOT NULL,
            ended_at INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX job_only ON job (job_key)
            WHERE job_key IS NOT NULL AND state IN ('waiting', 'running');
        CREATE INDEX job_open ON job (due_at, id) WHERE state IN ('waiting', 'running');
        CREATE INDEX job_unwanted ON job (id)
            WHERE is_cancel_requested = 1 AND state IN ('waiting', 'running');
        CREATE TABLE audit (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            actor TEXT NOT NULL,
            action TEXT NOT NULL,
            subject TEXT NOT NULL,
            details TEXT NOT NULL
        ) STRICT;
        CREATE INDEX audit_subject ON audit (subject, id);
        CREATE INDEX audit_actor ON audit (actor, id);
        CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
            BEGIN SELECT RAISE(ABORT, 'the audit is never changed'); END;
        CREATE TRIGGER audit_is_never_removed BEFORE DELETE ON audit
            BEGIN SELECT RAISE(ABORT, 'the audit is never removed'); END;
        """
}
