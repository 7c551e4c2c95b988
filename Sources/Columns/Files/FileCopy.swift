import Foundation

/// Copies of files, with what they were copied as.
package enum FileCopy {
    /// How large a file is, and the CRC-32C of its bytes.
    package struct Content: Hashable, Sendable {
        package let byteCount: Int64
        package let checksum: UInt32

        package init(byteCount: Int64, checksum: UInt32) {
            self.byteCount = byteCount
            self.checksum = checksum
        }
    }

    /// Copies a file with its time of last change; returns when the copy has reached the disk.
    ///
    /// A file that grows meanwhile is copied up to where it ended when it was opened. Cost: reads and
    /// writes every byte once.
    package static func copy(_ source: String, to target: String) throws(ColumnError) -> Content {
        let input = try opened(source)
        defer { close(input) }
        var status = stat()
        guard unsafe fstat(input, &status) == 0 else { throw .reading(source) }
        let output = try OutputFile(path: target)
        let content = try read(source, input, upTo: Int64(status.st_size)) {
            bytes throws(ColumnError) in try output.append(bytes)
        }
        try output.setModified(status.st_mtim)
        try output.synchronize()
        return content
    }

    /// Reads a whole file.
    package static func content(of path: String) throws(ColumnError) -> Content {
        let input = try opened(path)
        defer { close(input) }
        return try read(path, input, upTo: .max) { _ throws(ColumnError) in }
    }

    private static func opened(_ path: String) throws(ColumnError) -> Int32 {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .reading(path) }
        return descriptor
    }

    private static func read(
        _ path: String, _ descriptor: Int32, upTo limit: Int64,
        _ use: ([UInt8]) throws(ColumnError) -> Void
    ) throws(ColumnError) -> Content {
        var checksum = Checksum()
        var done: Int64 = 0
        while done < limit {
            let wanted = Int(min(1 << 20, limit - done))
            var failure: Int32?
            let bytes = unsafe [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
                let found = unsafe Foundation.read(descriptor, buffer.baseAddress, wanted)
                if found < 0 { failure = errno }
                count = max(0, found)
            }
            if let failure, failure != EINTR { throw .reading(path, errno: failure) }
            if bytes.isEmpty, failure == nil { break }
            checksum.add(bytes)
            try use(bytes)
            done += Int64(bytes.count)
        }
        return Content(byteCount: done, checksum: checksum.value)
    }
}
