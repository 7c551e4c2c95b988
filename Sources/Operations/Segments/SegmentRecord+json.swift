package import Definitions
package import Metadata

extension SegmentRecord {
    /// As the commands and the API show it; `size` and `refreshed` come from the newest snapshot.
    package func json(newest: SnapshotRecord? = nil) -> JSONValue {
        [
            "id": .string(String(id)), "name": .string(name),
            "description": .string(description), "status": .string(status.rawValue),
            "owner": .string(owner), "folder": .string(folder),
            "tags": .array(tags.map { .string($0) }), "expires": .text(expires),
            "schedule": schedule ?? .null, "version": .integer(Int64(version)),
            "published_snapshot": .text(publishedSnapshot.map(String.init)),
            "size": newest.map { .integer(Int64($0.size)) } ?? .null,
            "data_date": .text(newest?.dataDate), "revision": .integer(Int64(revision)),
        ]
    }
}

extension SegmentVersion {
    package var json: JSONValue {
        [
            "version": .integer(Int64(number)), "definition": definition,
            "author": .string(author), "note": .string(note),
            "created_at": .string(Zone.utc.text(createdAt)),
        ]
    }
}

extension SnapshotRecord {
    package var json: JSONValue {
        [
            "snapshot": .string(String(id)), "segment": .string(String(segment)),
            "version": .integer(Int64(version)), "data_date": .string(dataDate),
            "size": .integer(Int64(size)), "entered": .count(entered), "left": .count(left),
            "created_at": .string(Zone.utc.text(createdAt)),
            "published_at": .text(publishedAt.map { Zone.utc.text($0) }),
        ]
    }
}

extension JSONValue {
    /// A text, or null.
    package static func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

    /// A count, or null.
    package static func count(_ count: Int?) -> JSONValue {
        count.map { .integer(Int64($0)) } ?? .null
    }
}
