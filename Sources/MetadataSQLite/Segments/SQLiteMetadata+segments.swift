import Definitions
import Foundation
import GRDB
package import Metadata

extension SQLiteMetadata {
    package func create(
        _ segments: [(segment: SegmentRecord, version: SegmentVersion)], at now: Int64
    ) async throws(MetadataError) -> [SegmentRecord] {
        try await write { db in
            try segments.map { try StoredSegment.insert($0.segment, $0.version, now, db) }
        }
    }

    package func update(
        _ segment: SegmentRecord, at now: Int64
    ) async throws(MetadataError) -> SegmentRecord {
        try await write { db in
            let found = try StoredSegment.required(segment.id, db)
            try StoredSegment.expect(segment.revision, found)
            try StoredSegment.refuseTaken(segment, db)
            try db.run(
                """
                UPDATE segment SET name = ?, folded_name = ?, description = ?, status = ?, owner = ?,
                    folder = ?, expires = ?, schedule = ?, revision = revision + 1, changed_at = ?
                WHERE id = ?
                """,
                [
                    segment.name, StoredName.folded(segment.name), segment.description,
                    segment.status.rawValue, segment.owner, segment.folder, segment.expires,
                    segment.schedule?.rendered(), now, segment.id,
                ])
            try StoredSegment.replaceTags(of: segment.id, with: segment.tags, db)
            return try StoredSegment.required(segment.id, db)
        }
    }

    package func addVersion(
        _ version: SegmentVersion, expecting revision: Int?, at now: Int64
    ) async throws(MetadataError) -> SegmentRecord {
        try await write { db in
            let found = try StoredSegment.required(version.segment, db)
            try StoredSegment.expect(revision, found)
            try StoredVersion.insert(
                version, of: version.segment, number: found.version + 1, now, db)
            try db.run(
                """
                UPDATE segment SET version = version + 1, revision = revision + 1, changed_at = ?
                WHERE id = ?
                """, [now, version.segment])
            return try StoredSegment.required(version.segment, db)
        }
    }

    package func segment(_ id: Int64) async throws(MetadataError) -> SegmentRecord? {
        try await read { db in try StoredSegment.find(id, db) }
    }

    package func segments(
        _ filter: SegmentListFilter
    ) async throws(MetadataError) -> [SegmentRecord] {
        try await read { db in
            let (condition, arguments) = StoredSegment.condition(filter)
            return try StoredSegment.list(condition, arguments, db)
        }
    }

    package func versions(of segment: Int64) async throws(MetadataError) -> [SegmentVersion] {
        try await read { db in
            try db.all(
                """
                SELECT \(StoredVersion.columns) FROM segment_version WHERE segment = ?
                ORDER BY number
                """, [segment], StoredVersion.read)
        }
    }

    package func version(
        _ number: Int, of segment: Int64
    ) async throws(MetadataError) -> SegmentVersion? {
        try await read { db in
            try db.first(
                """
                SELECT \(StoredVersion.columns) FROM segment_version
                WHERE segment = ? AND number = ?
                """, [segment, number], StoredVersion.read)
        }
    }

    package func currentVersions(
        of segments: [Int64]
    ) async throws(MetadataError) -> [SegmentVersion] {
        try await read { db in
            try db.all(
                """
                SELECT v.segment, v.number, v.definition, v.canonical_hash, v.author, v.note,
                    v.created_at
                FROM json_each(?) AS asked
                CROSS JOIN segment AS s ON s.id = asked.value
                CROSS JOIN segment_version AS v ON v.segment = s.id AND v.number = s.version
                ORDER BY asked.key
                """, [JSONValue.list(segments)], StoredVersion.read)
        }
    }
}
