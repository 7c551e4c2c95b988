/// The tables of exports and deliveries. Never changed: later versions are steps of their own.
enum DeliverySchema {
    static let statements = [settings, runs]

    private static let settings = """
        CREATE TABLE export_rows (
            caller TEXT NOT NULL,
            day TEXT NOT NULL,
            row_count INTEGER NOT NULL,
            PRIMARY KEY (caller, day)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE destination (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL,
            options TEXT NOT NULL,
            suppression TEXT,
            revision INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            changed_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE delivery (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL UNIQUE,
            segment INTEGER NOT NULL REFERENCES segment (id),
            destination INTEGER NOT NULL REFERENCES destination (id),
            schedule TEXT,
            mode TEXT NOT NULL,
            batch_size INTEGER NOT NULL,
            fields TEXT NOT NULL,
            holdout_share REAL NOT NULL,
            holdout_salt TEXT NOT NULL,
            is_paused INTEGER NOT NULL,
            owner TEXT NOT NULL,
            delivered_run INTEGER,
            revision INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            changed_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX delivery_segment ON delivery (segment);
        CREATE INDEX delivery_destination ON delivery (destination);
        """

    private static let runs = """
        CREATE TABLE delivery_run (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            delivery INTEGER NOT NULL REFERENCES delivery (id) ON DELETE CASCADE,
            job INTEGER,
            snapshot INTEGER NOT NULL,
            data_date TEXT NOT NULL,
            mode TEXT NOT NULL,
            state TEXT NOT NULL,
            entered_count INTEGER NOT NULL,
            left_count INTEGER NOT NULL,
            held_out_count INTEGER NOT NULL,
            suppressed_count INTEGER NOT NULL,
            batch_size INTEGER NOT NULL,
            next_batch INTEGER NOT NULL,
            rejected_count INTEGER NOT NULL,
            failure TEXT,
            remedy TEXT,
            started_by TEXT NOT NULL,
            started_at INTEGER NOT NULL,
            ended_at INTEGER
        ) STRICT;
        CREATE INDEX delivery_run_delivery ON delivery_run (delivery, id);
        CREATE UNIQUE INDEX delivery_run_open ON delivery_run (delivery)
            WHERE state NOT IN ('done', 'failed');
        CREATE TABLE delivery_batch (
            run INTEGER NOT NULL REFERENCES delivery_run (id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            row_count INTEGER NOT NULL,
            attempts INTEGER NOT NULL,
            status INTEGER,
            rejected_count INTEGER NOT NULL,
            idempotency_key TEXT NOT NULL,
            ended_at INTEGER NOT NULL,
            PRIMARY KEY (run, number)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE delivery_error (
            run INTEGER NOT NULL REFERENCES delivery_run (id) ON DELETE CASCADE,
            batch INTEGER NOT NULL,
            position INTEGER NOT NULL,
            user_id TEXT NOT NULL,
            change TEXT NOT NULL,
            code TEXT NOT NULL,
            message TEXT NOT NULL,
            PRIMARY KEY (run, batch, position)
        ) STRICT, WITHOUT ROWID;
        """
}
