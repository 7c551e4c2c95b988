import GRDB

/// The steps by which a file of any older version becomes a current one.
///
/// A step that has been released is never changed again. What they give together is written down in
/// docs/formats/metadata.md; a test compares the two.
enum Migrations {
    /// `CXM1`, by which a file says whose it is.
    static let applicationID: Int64 = 0x4358_4D31

    static let all: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { db in
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
            for statement in FirstSchema.statements { try db.execute(sql: statement) }
        }
        // How a time is written in a text column of a warehouse.
        migrator.registerMigration("2") { db in
            try db.execute(sql: "ALTER TABLE catalogue_field ADD COLUMN time_format TEXT")
        }
        migrator.registerMigration("metrics") { db in
            try db.execute(sql: MetricSchema.statement)
        }
        migrator.registerMigration("idempotency") { db in
            for statement in IdempotencySchema.statements { try db.execute(sql: statement) }
        }
        // People, sessions, links, service clients and their tokens.
        migrator.registerMigration("access") { db in
            try db.execute(sql: AccessSchema.statements)
        }
        // Exports, destinations, deliveries and their runs.
        migrator.registerMigration("deliveries") { db in
            for statement in DeliverySchema.statements { try db.execute(sql: statement) }
        }
        migrator.registerMigration("serving") { db in
            for statement in ServingSchema.statements { try db.execute(sql: statement) }
        }
        migrator.registerMigration("views") { db in
            try db.execute(sql: ViewSchema.statements)
        }
        // How far a job is, and what came of it.
        migrator.registerMigration("job details") { db in
            try db.execute(sql: "ALTER TABLE job ADD COLUMN details TEXT NOT NULL DEFAULT '{}'")
        }
        return migrator
    }()
}
