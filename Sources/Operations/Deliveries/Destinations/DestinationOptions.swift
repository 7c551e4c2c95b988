package import Definitions
package import Metadata
import Secrets

/// What a destination's kind needs.
package enum DestinationOptions: Hashable, Sendable {
    case http(HTTPDestination)
    case folder(FolderDestination)

    package init(
        _ kind: DestinationRecord.Kind, _ reader: JSONReader
    ) throws(DefinitionError) {
        switch kind {
        case .http: self = .http(try HTTPDestination(reader))
        case .folder: self = .folder(try FolderDestination(reader))
        }
    }

    package init(_ destination: DestinationRecord) throws(DefinitionError) {
        try self.init(destination.kind, JSONReader(destination.options, pointer: "/options"))
    }

    package var json: JSONValue {
        switch self {
        case .http(let options): options.json
        case .folder(let options): options.json
        }
    }
}

extension JSONReader {
    /// The name of a secret.
    func secretName() throws(DefinitionError) -> String {
        let name = try string()
        guard SecretFiles.isName(name) else {
            throw DefinitionError(
                .outOfRange, at: pointer,
                "'\(name)' cannot be the name of a secret: use small letters, digits and hyphens.")
        }
        return name
    }

    /// A name for people: one line, not empty, not too long.
    func title() throws(DefinitionError) -> String {
        let name = try string()
        guard (1...200).contains(name.count), !name.contains(where: \.isNewline),
            name.contains(where: { !$0.isWhitespace })
        else {
            throw DefinitionError(
                .outOfRange, at: pointer, "A name is one line of 1 to 200 characters.")
        }
        return name
    }
}
