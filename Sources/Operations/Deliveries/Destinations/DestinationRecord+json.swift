package import Definitions
package import Metadata
package import Secrets

extension DestinationRecord {
    /// As the commands and the API show it: which secrets are set, never what they are.
    package func json(secrets: SecretFiles) -> JSONValue {
        [
            "id": .string(String(id)), "name": .string(name), "kind": .string(kind.rawValue),
            "options": options, "suppression": suppression ?? .array([]),
            "secrets": .array(secrets.names.map { .string($0) }),
            "revision": .count(revision), "created_at": .string(Zone.utc.text(createdAt)),
            "changed_at": .string(Zone.utc.text(changedAt)),
        ]
    }
}
