package import Definitions
package import Segments

extension ListReport {
    /// As the commands and the API show it.
    ///
    ///     {"rows": 120, "users": 100, "unknown": 12, "duplicates": 5, "bad": 3, …}
    package var json: JSONValue {
        [
            "rows": .count(rows), "users": .count(users), "unknown": .count(unknown),
            "duplicates": .count(duplicates), "bad": .count(badRows),
            "first_unknown": .array(unknownIDs.map { .string($0) }),
            "first_bad": .array(
                badLines.map {
                    [
                        "line": .count($0.line), "fault": .string($0.fault.rawValue),
                        "text": .string($0.text),
                    ]
                }),
        ]
    }
}
