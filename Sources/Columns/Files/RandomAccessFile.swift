import Foundation

/// A file that is read and written at places, without being mapped: one that another process cuts
/// meanwhile gives an error, never a signal.
///
///     let file = try RandomAccessFile(path: "1.chain")
///     let header = try file.bytes(at: 0, count: 64)
package final class RandomAccessFile: Sendable {
    package let path: String
    private let descriptor: Int32

    /// `writing`: to be changed too, and created where it does not exist.
    package init(path: String, writing: Bool = false) throws(ColumnError) {
        self.path = path
        let flags = writing ? O_RDWR | O_CREAT | O_CLOEXEC : O_RDONLY | O_CLOEXEC
        descriptor = unsafe open(path, flags, 0o640)
        guard descriptor >= 0 else { throw writing ? .writing(path) : .reading(path) }
    }

    deinit {
        close(descriptor)
    }

    /// How many bytes it has now.
    package var count: Int {
        get throws(ColumnError) {
            var status = stat()
            guard unsafe fstat(descriptor, &status) == 0 else { throw .reading(path) }
            return Int(status.st_size)
        }
    }

    /// The bytes from `offset` on; fewer than `count` where the file ends before.
    package func bytes(at offset: Int, count: Int) throws(ColumnError) -> [UInt8] {
        var failure = false
        let found = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let read = unsafe pread(
                    descriptor, buffer.baseAddress! + filled, count - filled,
                    off_t(offset + filled))
                if read < 0, errno == EINTR { continue }
                failure = read < 0
                guard read > 0 else { return }
                filled += read
            }
        }
        if failure { throw .reading(path) }
        return found
    }

    package func write(_ bytes: [UInt8], at offset: Int) throws(ColumnError) {
        var done = 0
        while done < bytes.count {
            let written = unsafe bytes.withUnsafeBytes { buffer in
                unsafe pwrite(
                    descriptor, buffer.baseAddress! + done, bytes.count - done,
                    off_t(offset + done))
            }
            guard written > 0 || errno == EINTR else { throw .writing(path) }
            done += max(0, written)
        }
    }

    /// Cuts everything from `count` bytes on.
    package func cut(to count: Int) throws(ColumnError) {
        guard ftruncate(descriptor, off_t(count)) == 0 else { throw .writing(path) }
    }

    /// Returns when the bytes have reached the disk.
    package func synchronize() throws(ColumnError) {
        guard fsync(descriptor) == 0 else { throw .writing(path) }
    }
}
