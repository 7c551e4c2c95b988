package import Definitions
import Metadata

extension WhereUsed.Usage {
    /// As the commands and the API show it.
    package var json: JSONValue {
        [
            "segments": .array(dependents.map { $0.json() }),
            "deliveries": deliveryJSON,
            "uses": .array(
                uses.map {
                    [
                        "kind": .string($0.kind), "name": .string($0.name),
                        "calls": .count($0.calls), "last_at": .string(Zone.utc.text($0.lastAt)),
                    ]
                }),
        ]
    }

    /// The deliveries that send it, in short.
    private var deliveryJSON: JSONValue {
        .array(
            deliveries.map {
                [
                    "id": .string(String($0.id)), "name": .string($0.name),
                    "paused": .boolean($0.isPaused),
                ]
            })
    }
}
