import ArgumentParser
import Definitions
import Metadata
import Operations
import Secrets

extension Listing {
    /// Destinations, one a row.
    static func destinations(
        _ destinations: [DestinationRecord], _ space: DeliverySpace, isList: Bool
    ) -> Listing {
        let all = destinations.map { $0.json(secrets: space.secrets(of: $0.id)) }
        return Listing(
            columns: [.number("id"), "name", "kind", "where", "secrets"],
            rows: destinations.map { destination in
                [
                    "\(destination.id)", destination.name, destination.kind.rawValue,
                    Self.place(of: destination),
                    space.secrets(of: destination.id).names.joined(separator: ", "),
                ]
            }, json: isList ? .array(all) : all.first ?? .null, empty: "No destinations.")
    }

    private static func place(of destination: DestinationRecord) -> String {
        for name in ["url", "folder"] {
            if case .string(let text)? = destination.options[name] { return text }
        }
        return ""
    }
}

/// `cxm destination list`
struct DestinationListCommand: DeliveryTask {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List destinations.")

    @OptionGroup var options: SegmentOptions

    func listing(_ space: DeliverySpace) async throws -> Listing {
        .destinations(try await space.metadata.destinations(), space, isList: true)
    }
}

/// `cxm destination show DESTINATION`
struct DestinationShowCommand: DeliveryTask {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one destination.")

    @Argument(help: "A destination's id or name.")
    var destination: String
    @OptionGroup var options: SegmentOptions

    func listing(_ space: DeliverySpace) async throws -> Listing {
        .destinations([try await space.findDestination(destination)], space, isList: false)
    }
}

/// `cxm destination save FILE.json`
struct DestinationSaveCommand: DeliveryTask {
    static let configuration = CommandConfiguration(
        commandName: "save", abstract: "Add a destination, or replace one.")

    @Argument(help: "A file with the destination as JSON, or - for standard input.")
    var file: String
    @Option(help: "The destination to replace, by id or name; without it, a new one.")
    var over: String?
    @OptionGroup var options: SegmentOptions

    func listing(_ space: DeliverySpace) async throws -> Listing {
        let json = try JSONValue(parsing: TextInput.read(file))
        let save = SaveDestination(space)
        guard let over else {
            return .destinations([try await save(json)], space, isList: false)
        }
        let found = try await space.findDestination(over)
        return .destinations([try await save(json, replacing: found)], space, isList: false)
    }
}

/// `cxm destination remove DESTINATION`
struct DestinationRemoveCommand: DeliveryTask {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove a destination that no delivery goes to.")

    @Argument(help: "A destination's id or name.")
    var destination: String
    @OptionGroup var options: SegmentOptions

    func listing(_ space: DeliverySpace) async throws -> Listing {
        let found = try await space.findDestination(destination)
        try await SaveDestination(space).remove(found)
        return .destinations([found], space, isList: false)
    }
}

/// `cxm destination secret DESTINATION NAME`
struct DestinationSecretCommand: DeliveryTask {
    static let configuration = CommandConfiguration(
        commandName: "secret",
        abstract: "Set a secret of a destination from standard input, or remove it.")

    @Argument(help: "A destination's id or name.")
    var destination: String
    @Argument(help: "What the destination's options call it; 'signing' signs requests.")
    var name: String
    @Flag(help: "Remove it.")
    var remove = false
    @OptionGroup var options: SegmentOptions

    func listing(_ space: DeliverySpace) async throws -> Listing {
        let found = try await space.findDestination(destination)
        if remove {
            try await SaveDestination(space).removeSecret(name, of: found)
        } else {
            var value = try TextInput.read("-")
            while value.last?.isNewline == true { value.removeLast() }
            try await SaveDestination(space).setSecret(name, to: value, of: found)
        }
        return .destinations([found], space, isList: false)
    }
}

/// `cxm destination test DESTINATION`
struct DestinationTestCommand: DeliveryTask {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Try a destination out, without sending anybody.")

    @Argument(help: "A destination's id or name.")
    var destination: String
    @OptionGroup var options: SegmentOptions

    func listing(_ space: DeliverySpace) async throws -> Listing {
        let outcome = try await TestDestination(space)(space.findDestination(destination))
        return Listing(
            columns: ["works", .number("status"), .number("ms"), "why not", "what to do"],
            rows: [
                [
                    outcome.failure == nil ? "yes" : "no", outcome.status.map(String.init) ?? "",
                    "\(outcome.milliseconds)", outcome.failure ?? "", outcome.remedy ?? "",
                ]
            ], json: outcome.json)
    }
}
