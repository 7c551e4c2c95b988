import CKernels
import Foundation

/// What is done once for thousands of files.
extension Folder {
    /// Whether `synchronizeAll` is one call, whatever the number of files.
    package static var canSynchronizeAll: Bool {
        #if os(Linux)
            true
        #else
            false
        #endif
    }

    /// Returns when everything that was written to the folder's file system has reached the disk:
    /// one wait instead of one for each of thousands of files.
    package func synchronizeAll() throws(ColumnError) {
        #if os(Linux)
            let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            guard descriptor >= 0 else { throw .writing(path) }
            defer { close(descriptor) }
            guard cxm_sync_file_system(descriptor) == 0 else { throw .writing(path) }
        #else
            preconditionFailure("files are synchronized one by one here")
        #endif
    }

    /// Renames a file inside, replacing one of that name in one step.
    package func move(_ name: String, to target: String) throws(ColumnError) {
        guard unsafe Foundation.rename(path + "/" + name, path + "/" + target) == 0 else {
            throw .writing(path + "/" + target)
        }
    }

    /// Creates the folder; false where there is one already. The one above must exist.
    package func createNew() throws(ColumnError) -> Bool {
        guard unsafe mkdir(path, 0o750) != 0 else { return true }
        guard errno == EEXIST else { throw .writing(path) }
        return false
    }
}
