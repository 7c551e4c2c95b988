import Definitions
import GRDB
package import Metadata

extension SQLiteMetadata {
    package func createMetrics(
        _ metrics: [MetricRecord], at now: Int64
    ) async throws(MetadataError) -> [MetricRecord] {
        try await write { db in
            try metrics.map { metric in
                try StoredMetric.refuseTaken(metric.name, except: 0, db)
                try db.run(
                    """
                    INSERT INTO metric (name, description, owner, definition, revision, created_at,
                        changed_at) VALUES (?, ?, ?, ?, 1, ?, ?)
                    """,
                    [
                        metric.name, metric.description, metric.owner, metric.definition.rendered(),
                        now, now,
                    ])
                return try StoredMetric.required(db.lastInsertedRowID, db)
            }
        }
    }

    package func updateMetric(
        _ metric: MetricRecord, at now: Int64
    ) async throws(MetadataError) -> MetricRecord {
        try await write { db in
            let found = try StoredMetric.required(metric.id, db)
            try StoredMetric.expect(metric.revision, found)
            try StoredMetric.refuseTaken(metric.name, except: metric.id, db)
            try db.run(
                """
                UPDATE metric SET name = ?, description = ?, owner = ?, definition = ?,
                    revision = revision + 1, changed_at = ? WHERE id = ?
                """,
                [
                    metric.name, metric.description, metric.owner, metric.definition.rendered(),
                    now,
                    metric.id,
                ])
            return try StoredMetric.required(metric.id, db)
        }
    }

    package func removeMetric(
        _ id: Int64, expecting revision: Int?
    ) async throws(MetadataError) {
        try await write { db in
            let found = try StoredMetric.required(id, db)
            if let revision { try StoredMetric.expect(revision, found) }
            try db.run("DELETE FROM metric WHERE id = ?", [id])
        }
    }

    package func metrics() async throws(MetadataError) -> [MetricRecord] {
        try await read { db in
            try db.all(
                "SELECT \(StoredMetric.columns) FROM metric ORDER BY name", [], StoredMetric.read)
        }
    }

    package func metric(_ id: Int64) async throws(MetadataError) -> MetricRecord? {
        try await read { db in try StoredMetric.find(id, db) }
    }

    package func metric(named name: String) async throws(MetadataError) -> MetricRecord? {
        try await read { db in
            try db.first(
                "SELECT \(StoredMetric.columns) FROM metric WHERE name = ?", [name],
                StoredMetric.read)
        }
    }
}

/// A row of `metric`.
private enum StoredMetric {
    static let columns =
        "id, name, description, owner, definition, revision, created_at, changed_at"

    static func read(_ row: inout RowReader) throws -> MetricRecord {
        MetricRecord(
            id: row.value(), name: row.value(), description: row.value(), owner: row.value(),
            definition: try row.json(), revision: row.value(), createdAt: row.value(),
            changedAt: row.value())
    }

    static func find(_ id: Int64, _ db: Database) throws -> MetricRecord? {
        try db.first("SELECT \(columns) FROM metric WHERE id = ?", [id], read)
    }

    static func required(_ id: Int64, _ db: Database) throws -> MetricRecord {
        guard let metric = try find(id, db) else { throw MetadataError.missing("metric \(id)") }
        return metric
    }

    static func expect(_ revision: Int, _ found: MetricRecord) throws(MetadataError) {
        guard found.revision == revision else {
            throw MetadataError.stale(
                "the metric '\(found.name)'", found: found.revision, expected: revision)
        }
    }

    static func refuseTaken(_ name: String, except id: Int64, _ db: Database) throws {
        guard let other = try db.other(than: id, in: "metric", "name", is: name) else { return }
        throw MetadataError(
            .taken, "Metric \(other) has the name '\(name)' already; choose another one.")
    }
}
