package import Columns
package import EventStore
package import Identities

/// Why a table of attributes cannot be opened or changed.
package enum AttributesError: Error, Sendable {
    case badTableName(String)
    case damagedManifest(path: String, reason: String)
    case newerFormat(path: String, version: Int64)
    case column(ColumnError)
    case identities(IdentitiesError)
    /// The home's lock.
    case store(EventStoreError)
    case duplicateAttribute(String)
    case badBatch(reason: String)
    case nothingToImport(table: String)
}

extension AttributesError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .badTableName(let name):
            "'\(name)' cannot name a table. Use 1 to 64 letters, digits, '-' and '_', a letter or "
                + "digit first."
        case .damagedManifest(let path, let reason):
            "\(path): The table's manifest is damaged (\(reason)). Restore it from a backup, or "
                + "import the table again."
        case .newerFormat(let path, let version):
            "\(path): Written by a newer CXM (format \(version)); use that version."
        case .column(let error): error.description
        case .identities(let error): error.description
        case .store(let error): error.description
        case .duplicateAttribute(let name):
            "The column '\(name)' is given twice. Name each column once."
        case .badBatch(let reason): "The rows cannot be taken in: \(reason)."
        case .nothingToImport(let table):
            "There is no row to import into the table '\(table)': none has a user. Check the column "
                + "chosen for the user."
        }
    }

    /// Wraps what the layers below throw.
    init(_ error: any Error) {
        self =
            switch error {
            case let error as AttributesError: error
            case let error as ColumnError: .column(error)
            case let error as IdentitiesError: .identities(error)
            case let error as EventStoreError: .store(error)
            default: .badBatch(reason: "\(error)")
            }
    }
}
