/// The step that adds metrics, and finds jobs by their end. Never changed.
enum MetricSchema {
    static let statement = """
        CREATE TABLE metric (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL UNIQUE,
            description TEXT NOT NULL,
            owner TEXT NOT NULL,
            definition TEXT NOT NULL,
            revision INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            changed_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX job_ended ON job (ended_at) WHERE ended_at IS NOT NULL;
        """
}
