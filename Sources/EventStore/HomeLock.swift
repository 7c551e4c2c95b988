import Columns

/// The right to change a home; one process and one change at a time have it.
///
///     let lock = try HomeLock(home: "cxm-home")
///
/// The system lets go of it when the process ends, however it ends.
package final class HomeLock: Sendable {
    private let lock: FileLock

    /// Creates the home where it does not exist.
    package init(home: String) throws(EventStoreError) {
        do throws(ColumnError) {
            try Folder(home).create()
            if let lock = try FileLock(path: home + "/lock") {
                self.lock = lock
                return
            }
        } catch {
            throw .column(error)
        }
        throw .locked(home: home)
    }
}
