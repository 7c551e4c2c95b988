import Foundation

/// A new file that is written once from front to back, then made durable.
///
/// Not shared between threads. Without `finish` the file is left incomplete.
package final class OutputFile {
    let path: String
    private let descriptor: Int32

    /// Creates the file; an existing one is emptied.
    package init(path: String) throws(ColumnError) {
        self.path = path
        descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw .writing(path) }
    }

    deinit {
        close(descriptor)
    }

    package func append(_ bytes: [UInt8]) throws(ColumnError) {
        try unsafe write(bytes) { base, count, _ in unsafe Foundation.write(descriptor, base, count)
        }
    }

    func write(_ bytes: [UInt8], at offset: Int) throws(ColumnError) {
        try unsafe write(bytes) { base, count, done in
            unsafe pwrite(descriptor, base, count, off_t(offset + done))
        }
    }

    /// Returns when the bytes have reached the disk.
    package func synchronize() throws(ColumnError) {
        guard fsync(descriptor) == 0 else { throw .writing(path) }
    }

    /// Gives the file another name, replacing a file of that name in one step; a folder is refused.
    package func move(to target: String) throws(ColumnError) {
        guard unsafe Foundation.rename(path, target) == 0 else { throw .writing(target) }
    }

    /// Sets the time of last change, once everything is written.
    func setModified(_ time: timespec) throws(ColumnError) {
        let times = [time, time]
        guard unsafe futimens(descriptor, times) == 0 else { throw .writing(path) }
    }

    private func write(
        _ bytes: [UInt8], _ call: (UnsafeRawPointer, Int, Int) -> Int
    ) throws(ColumnError) {
        var done = 0
        while done < bytes.count {
            let written = unsafe bytes.withUnsafeBytes { buffer in
                unsafe call(buffer.baseAddress! + done, bytes.count - done, done)
            }
            guard written > 0 || errno == EINTR else { throw .writing(path) }
            done += max(0, written)
        }
    }
}
