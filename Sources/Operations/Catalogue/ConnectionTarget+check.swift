import Foundation

extension ConnectionTarget {
    /// Throws what is wrong with the path, and how to mend it.
    func checkReadable(_ connection: String) throws {
        guard let kind = PathKind(of: path) else {
            throw OperationError.connectionGone(connection, path)
        }
        switch self {
        case .database where kind == .folder:
            throw OperationError.isFolder(connection, path)
        case .folder where kind == .file:
            throw OperationError.isNoFolder(connection, path)
        default: break
        }
        guard FileManager.default.isReadableFile(atPath: path) else {
            throw OperationError.connectionForbidden(connection, path)
        }
    }
}
