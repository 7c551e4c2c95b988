package import Definitions
import Metadata

extension PublishPreview {
    /// As the commands and the API show it; `state`: what became of it, or would.
    package func json(state: String) -> JSONValue {
        [
            "snapshot": snapshot.json, "published": published?.json ?? .null,
            "entered": .count(entered), "left": .count(left),
            "change": change.map { .number($0) } ?? .null, "held": .boolean(isHeld),
            "state": .string(state),
        ]
    }
}
