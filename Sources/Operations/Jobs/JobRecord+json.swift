package import Definitions
package import Metadata

extension JobRecord {
    /// As the API and `--format json` show it; times with the zone's offset.
    ///
    ///     {"id": 3, "kind": "refresh-segments", "state": "failed", "attempts": 5, …}
    package func json(in zone: Zone) -> JSONValue {
        func time(_ milliseconds: Int64?) -> JSONValue {
            milliseconds.map { .string(zone.text($0)) } ?? .null
        }
        func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
        return [
            "id": .integer(id), "kind": .string(kind), "state": .string(state.rawValue),
            "arguments": arguments, "key": text(key), "due_at": time(dueAt),
            "attempts": .integer(Int64(attempts)), "owner": text(leaseOwner),
            "lease_until": time(leaseUntil), "cancel_requested": .boolean(isCancelRequested),
            "failure": text(failure), "remedy": text(remedy), "created_at": time(createdAt),
            "ended_at": time(endedAt), "progress": details["progress"] ?? .null,
            "result": details["result"] ?? .null,
        ]
    }
}
