package import Definitions
package import Metadata
import Secrets

/// Adds, changes and removes destinations.
///
///     let saved = try await SaveDestination(space)(json)
package struct SaveDestination: Sendable {
    private let space: DeliverySpace

    package init(_ space: DeliverySpace) {
        self.space = space
    }

    /// `{"name": …, "kind": "http", "options": {…}, "suppression": ["12"]}`
    package func callAsFunction(_ json: JSONValue) async throws -> DestinationRecord {
        let draft = try Self.parse(
            JSONReader(json),
            DestinationRecord(
                name: "", kind: .http, options: [:]))
        let saved = try await space.metadata.create(draft, at: space.now)
        try await audit("save", saved)
        return saved
    }

    /// Replaces what people write of a destination. `expecting`: the revision that the change was made
    /// from; nil: whatever it is.
    ///
    /// Where another host is meant, the secrets go: they were given for the one before.
    package func callAsFunction(
        _ json: JSONValue, replacing found: DestinationRecord, expecting revision: Int? = nil
    ) async throws -> DestinationRecord {
        var draft = try Self.parse(JSONReader(json), found)
        draft.revision = revision ?? found.revision
        try await refusePersonalData(found)
        let saved = try await space.metadata.update(draft, at: space.now)
        if try Self.origin(saved) != (try? Self.origin(found)) {
            space.secrets(of: saved.id).removeAll()
        }
        try await audit("save", saved)
        return saved
    }

    /// Where personal data are sent is changed only by whoever may see them.
    private func refusePersonalData(_ destination: DestinationRecord) async throws {
        guard try await !space.seesPersonalData(space.actor) else { return }
        for delivery in try await space.metadata.deliveries(of: nil)
        where delivery.destination == destination.id {
            guard try await space.seesPersonalData(delivery.owner),
                try await !space.personalFields(of: delivery).isEmpty
            else { continue }
            throw OperationError(
                .inUse,
                "The delivery '\(delivery.name)' sends personal data there: the destination is changed by "
                    + "somebody with the right 'see_personal_data'.")
        }
    }

    package func remove(_ destination: DestinationRecord) async throws {
        try await space.metadata.removeDestination(destination.id)
        space.secrets(of: destination.id).removeAll()
        try await audit("remove", destination)
    }

    /// Keeps a secret under a name, whether or not its options name it yet.
    package func setSecret(
        _ name: String, to value: String, of destination: DestinationRecord
    ) async throws {
        let least = name == HTTPDestination.signingSecret ? 16 : 1
        guard (least...4096).contains(value.utf8.count),
            value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
        else {
            throw DefinitionError(
                .outOfRange, at: "/value",
                "The secret '\(name)' is one line of \(least) to 4096 bytes.")
        }
        try space.secrets(of: destination.id).set(name, to: value)
        try await audit("set_secret", destination, ["secret": .string(name)])
    }

    package func removeSecret(_ name: String, of destination: DestinationRecord) async throws {
        space.secrets(of: destination.id).remove(name)
        try await audit("remove_secret", destination, ["secret": .string(name)])
    }

    private static func parse(
        _ reader: JSONReader, _ before: DestinationRecord
    ) throws(DefinitionError) -> DestinationRecord {
        try reader.allow(["name", "kind", "options", "suppression"])
        var draft = before
        draft.name = try reader.member("name").title()
        draft.kind = try reader.member("kind").choice(DestinationRecord.Kind.self)
        draft.options = try DestinationOptions(draft.kind, reader.member("options")).json
        draft.suppression = nil
        if let suppression = try reader.optional("suppression") {
            draft.suppression = try Suppression(suppression).json
        }
        return draft
    }

    private static func origin(_ destination: DestinationRecord) throws(DefinitionError) -> String {
        switch try DestinationOptions(destination) {
        case .http(let options): options.origin
        case .folder: ""
        }
    }

    private func audit(
        _ action: String, _ destination: DestinationRecord, _ details: JSONValue = .object([])
    ) async throws {
        try await space.audit(
            "destination." + action, "destination/\(destination.id)",
            (["name": .string(destination.name)] as JSONValue).adding(details))
    }
}
