import Definitions
import GRDB
import Metadata

/// A row of `segment`, with its tags.
enum StoredSegment {
    static let columns =
        "id, name, description, status, owner, folder, expires, schedule, version, "
        + "published_snapshot, revision, created_at, changed_at"

    static func read(_ row: inout RowReader) throws -> SegmentRecord {
        var segment = SegmentRecord(id: row.value(), name: row.value(), owner: "")
        segment.description = row.value()
        segment.status = try row.choice()
        segment.owner = row.value()
        segment.folder = row.value()
        segment.expires = row.optional()
        segment.schedule = try row.optionalJSON()
        segment.version = row.value()
        segment.publishedSnapshot = row.optional()
        segment.revision = row.value()
        segment.createdAt = row.value()
        segment.changedAt = row.value()
        return segment
    }

    /// Segments that meet a condition on `segment`, and their tags, in two reads.
    static func list(
        _ condition: String, _ arguments: [Argument], _ db: Database
    ) throws -> [SegmentRecord] {
        var segments = try db.all(
            "SELECT \(columns) FROM segment WHERE \(condition) ORDER BY id", arguments, read)
        var tags: [Int64: [String]] = [:]
        let rows = try db.all(
            """
            SELECT segment, tag FROM segment_tag
            WHERE segment IN (SELECT id FROM segment WHERE \(condition)) ORDER BY segment, position
            """, arguments
        ) { row in (segment: row.value() as Int64, tag: row.value() as String) }
        for row in rows { tags[row.segment, default: []].append(row.tag) }
        for index in segments.indices { segments[index].tags = tags[segments[index].id] ?? [] }
        return segments
    }

    static func find(_ id: Int64, _ db: Database) throws -> SegmentRecord? {
        try list("id = ?", [id], db).first
    }

    static func required(_ id: Int64, _ db: Database) throws -> SegmentRecord {
        guard let segment = try find(id, db) else { throw MetadataError.missing("segment \(id)") }
        return segment
    }

    /// Throws where there is no such segment.
    static func require(_ id: Int64, _ db: Database) throws {
        let found = try db.first("SELECT 1 FROM segment WHERE id = ?", [id]) { $0.value() as Int }
        guard found != nil else { throw MetadataError.missing("segment \(id)") }
    }

    static func insert(
        _ segment: SegmentRecord, _ version: SegmentVersion, _ now: Int64, _ db: Database
    ) throws -> SegmentRecord {
        try refuseTaken(segment, db)
        try db.run(
            """
            INSERT INTO segment (name, folded_name, description, status, owner, folder, expires,
                schedule, version, revision, created_at, changed_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, 1, ?, ?)
            """,
            [
                segment.name, StoredName.folded(segment.name), segment.description,
                segment.status.rawValue,
                segment.owner, segment.folder, segment.expires, segment.schedule?.rendered(), now,
                now,
            ])
        var added = segment
        added.id = db.lastInsertedRowID
        (added.version, added.revision, added.publishedSnapshot) = (1, 1, nil)
        (added.createdAt, added.changedAt) = (now, now)
        added.tags = try replaceTags(of: added.id, with: segment.tags, db)
        try StoredVersion.insert(version, of: added.id, number: 1, now, db)
        return added
    }

    /// Returns the tags as they are stored: each once.
    @discardableResult
    static func replaceTags(
        of segment: Int64, with tags: [String], _ db: Database
    ) throws -> [String] {
        var kept: [String] = []
        for tag in tags where !kept.contains(tag) { kept.append(tag) }
        try db.run("DELETE FROM segment_tag WHERE segment = ?", [segment])
        for (position, tag) in kept.enumerated() {
            try db.run(
                "INSERT INTO segment_tag (segment, position, tag) VALUES (?, ?, ?)",
                [segment, position, tag])
        }
        return kept
    }

    /// Names are unique among the segments that are not archived.
    static func refuseTaken(_ segment: SegmentRecord, _ db: Database) throws {
        guard segment.status != .archived else { return }
        let other = try db.first(
            "SELECT id FROM segment WHERE name = ? AND status <> 'archived' AND id <> ?",
            [segment.name, segment.id]
        ) { $0.value() as Int64 }
        guard let other else { return }
        throw MetadataError(
            .taken,
            "The segment \(other) is called '\(segment.name)' already; choose another name, or archive "
                + "that segment first.")
    }

    static func expect(_ revision: Int?, _ found: SegmentRecord) throws {
        guard let revision, revision != found.revision else { return }
        throw MetadataError.stale(
            "the segment '\(found.name)'", found: found.revision, expected: revision)
    }

    static func condition(_ filter: SegmentListFilter) -> (String, [Argument]) {
        var parts: [(String, [Argument])] = []
        if let statuses = filter.statuses {
            let names = JSONValue.list(statuses.map(\.rawValue).sorted())
            parts.append(("status IN (SELECT value FROM json_each(?))", [names]))
        }
        if let owner = filter.owner { parts.append(("owner = ?", [owner])) }
        if let tag = filter.tag {
            parts.append(("id IN (SELECT segment FROM segment_tag WHERE tag = ?)", [tag]))
        }
        if let folder = filter.folder {
            let inside = folder + "/"
            parts.append(
                ("(folder = ? OR substr(folder, 1, length(?)) = ?)", [folder, inside, inside]))
        }
        if let text = filter.text {
            parts.append(("instr(folded_name, ?) > 0", [StoredName.folded(text)]))
        }
        guard !parts.isEmpty else { return ("TRUE", []) }
        return (parts.map(\.0).joined(separator: " AND "), parts.flatMap(\.1))
    }
}
