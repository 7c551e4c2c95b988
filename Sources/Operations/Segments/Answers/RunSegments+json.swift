package import Definitions
package import Metadata

extension RunSegments.Report {
    /// As the commands and the API show it.
    package var json: JSONValue {
        [
            "run": .string(String(run.id)), "data_date": .string(run.dataDate),
            "snapshots": .array(snapshots.map(\.json)),
            "held": .array(held.map { .string(String($0.snapshot.id)) }),
        ]
    }
}

extension RunRecord {
    /// As the API shows it.
    ///
    ///     {"id": "7", "segment": "12", "state": "failed", "failure": "…", "remedy": "…", …}
    package var json: JSONValue {
        [
            "id": .string(String(id)), "segment": .text(segment.map(String.init)),
            "data_date": .string(dataDate), "state": .string(state.rawValue),
            "started_at": .text(startedAt.map { Zone.utc.text($0) }),
            "ended_at": .text(endedAt.map { Zone.utc.text($0) }), "failure": .text(failure),
            "remedy": .text(remedy), "details": details, "started_by": .string(startedBy),
        ]
    }
}
