import Foundation

/// An exclusive lock on a file, held by this process until the last reference goes.
///
///     guard let lock = try FileLock(path: "home/lock") else { … }  // another holds it
///
/// The system lets go of it when the process ends, however it ends.
package final class FileLock: Sendable {
    private let descriptor: Int32

    /// Nil where another holder has the lock. Creates the file where it does not exist.
    package init?(path: String) throws(ColumnError) {
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw .writing(path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            guard errno == EWOULDBLOCK else { throw .writing(path) }
            return nil
        }
    }

    deinit {
        close(descriptor)
    }
}
