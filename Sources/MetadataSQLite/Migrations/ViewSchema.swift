/// Saved views, and what people have starred or looked at. Never changed: later versions are steps of
/// their own.
enum ViewSchema {
    static let statements = """
        CREATE TABLE view (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL,
            name TEXT NOT NULL,
            folder TEXT NOT NULL,
            owner TEXT NOT NULL,
            content TEXT NOT NULL,
            revision INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            changed_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE mark (
            person TEXT NOT NULL,
            kind TEXT NOT NULL,
            item TEXT NOT NULL,
            starred_at INTEGER,
            viewed_at INTEGER,
            PRIMARY KEY (person, kind, item)
        ) STRICT, WITHOUT ROWID;
        """
}
