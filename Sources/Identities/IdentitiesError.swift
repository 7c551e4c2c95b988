package import Columns

/// Why the users of a home cannot be read or extended.
package enum IdentitiesError: Error, Hashable, Sendable, CustomStringConvertible {
    case column(ColumnError)
    case damagedManifest(path: String, reason: String)
    case newerFormat(path: String, version: Int64)

    package var description: String {
        switch self {
        case .column(let error): error.description
        case .damagedManifest(let path, let reason):
            "\(path): The list of users is damaged (\(reason)). Restore the folder from a backup, "
                + "or import the data again into a new home."
        case .newerFormat(let path, let version):
            "\(path): Written by a newer CXM (format \(version)); use that version."
        }
    }
}
