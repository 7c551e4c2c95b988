import Definitions
import Metadata

/// The columns that a table had when it was registered: what drift is measured from.
struct RegisteredColumns: Hashable, Sendable {
    /// The warehouse's type by column.
    var types: [String: String]

    init(_ columns: [StoredColumn]) {
        types = Dictionary(
            columns.map { ($0.name, $0.typeName) }, uniquingKeysWith: { first, _ in first })
    }

    /// Nil where the table was registered by an import of a document, which does not know them.
    init?(of table: String, in metadata: any CatalogueRecords) async throws {
        guard let json = try await metadata.setting(Self.setting(table)),
            case .object(let members) = json
        else { return nil }
        types = [:]
        for member in members {
            if case .string(let type) = member.value { types[member.name] = type }
        }
    }

    func save(_ table: String, in metadata: any CatalogueRecords) async throws {
        let members = types.sorted { $0.key < $1.key }.map {
            JSONValue.Member($0.key, .string($0.value))
        }
        try await metadata.set(Self.setting(table), to: .object(members))
    }

    static func setting(_ table: String) -> String { "catalogue/columns/\(table)" }
}
