import Foundation

extension ColumnError {
    /// What the last system call on `path` failed with, when writing.
    static func writing(_ path: String, errno number: Int32 = errno) -> ColumnError {
        let full = number == ENOSPC || number == EDQUOT || number == EFBIG
        let reason = unsafe String(cString: strerror(number))
        return ColumnError(
            full ? .diskFull : .cannotWrite, path: path,
            "Cannot be written (\(reason)). "
                + (full ? "Free some space" : "Check the folder and its rights")
                + " and try again; nothing that was there before has changed.")
    }

    /// What the last system call on `path` failed with, when reading.
    static func reading(_ path: String, errno number: Int32 = errno) -> ColumnError {
        let reason = unsafe String(cString: strerror(number))
        return ColumnError(
            number == ENOENT ? .missing : .unreadable, path: path,
            "The file cannot be read (\(reason)). Check that it exists and may be read, or import "
                + "the data again.")
    }
}
