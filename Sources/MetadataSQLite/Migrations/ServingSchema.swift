/// What the membership service needs: a number that tells whether something else is to be served, and
/// who asked how often on which day. Never changed: later versions are steps of their own.
enum ServingSchema {
    static let statements = [revision, uses]

    private static let revision = """
        CREATE TABLE served (
            revision INTEGER NOT NULL
        ) STRICT;
        INSERT INTO served (revision) VALUES (1);
        CREATE TRIGGER served_after_new_segment AFTER INSERT ON segment
            BEGIN UPDATE served SET revision = revision + 1; END;
        CREATE TRIGGER served_after_change
            AFTER UPDATE OF name, status, schedule, published_snapshot ON segment
            BEGIN UPDATE served SET revision = revision + 1; END;
        """

    private static let uses = """
        CREATE TABLE segment_use_day (
            segment INTEGER NOT NULL REFERENCES segment (id),
            day TEXT NOT NULL,
            kind TEXT NOT NULL,
            name TEXT NOT NULL,
            calls INTEGER NOT NULL,
            PRIMARY KEY (segment, day, kind, name)
        ) STRICT, WITHOUT ROWID;
        """
}
