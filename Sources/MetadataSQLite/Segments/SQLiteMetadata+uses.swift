import Definitions
import GRDB
package import Metadata

extension SQLiteMetadata {
    package func addUses(
        _ uses: [SegmentUse], on day: String?
    ) async throws(MetadataError) {
        try await write { db in
            for use in uses {
                try StoredSegment.require(use.segment, db)
                try db.run(
                    """
                    INSERT INTO segment_use (segment, kind, name, calls, last_at)
                    VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (segment, kind, name) DO UPDATE SET
                        calls = calls + excluded.calls, last_at = max(last_at, excluded.last_at)
                    """, [use.segment, use.kind, use.name, use.calls, use.lastAt])
                guard let day else { continue }
                try db.run(
                    """
                    INSERT INTO segment_use_day (segment, day, kind, name, calls)
                    VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (segment, day, kind, name) DO UPDATE SET
                        calls = calls + excluded.calls
                    """, [use.segment, day, use.kind, use.name, use.calls])
            }
        }
    }

    package func uses(of segment: Int64) async throws(MetadataError) -> [SegmentUse] {
        try await read { db in
            try db.all(
                """
                SELECT segment, kind, name, calls, last_at FROM segment_use WHERE segment = ?
                ORDER BY last_at DESC, kind, name
                """, [segment]
            ) { row in
                SegmentUse(
                    segment: row.value(), kind: row.value(), name: row.value(), calls: row.value(),
                    lastAt: row.value())
            }
        }
    }

    package func dailyUses(
        of segment: Int64, from day: String
    ) async throws(MetadataError) -> [DailySegmentUse] {
        try await read { db in
            try db.all(
                """
                SELECT day, kind, name, calls FROM segment_use_day WHERE segment = ? AND day >= ?
                ORDER BY day DESC, kind, name
                """, [segment, day]
            ) { row in
                DailySegmentUse(
                    day: row.value(), kind: row.value(), name: row.value(), calls: row.value())
            }
        }
    }
}
