package import Definitions
import Metadata

extension CheckDrift.Finding {
    /// As the commands and the API show it, with the segments that break.
    package var json: JSONValue {
        [
            "table": .string(table.name), "drift": drift.json,
            "segments": .array(
                segments.map { broken in
                    [
                        "id": .integer(broken.segment.id), "name": .string(broken.segment.name),
                        "owner": .string(broken.segment.owner),
                        "columns": .array(broken.columns.map { .string($0) }),
                    ]
                }),
        ]
    }
}
