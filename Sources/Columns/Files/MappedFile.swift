import CKernels
import Foundation

/// A whole file, read-only and memory-mapped; unmapped when the last reference goes.
///
///     let file = try MappedFile(path: "event.column")
///
/// Opening costs a few system calls, whatever the size.
@safe
package final class MappedFile: Sendable {
    package let path: String
    package let count: Int
    /// When the file was last written, in nanoseconds since 1970.
    package let modifiedNanoseconds: Int64
    /// Never written to after `init`, and valid as long as this object lives.
    private nonisolated(unsafe) let base: UnsafeRawPointer
    private let isMapped: Bool

    package init(path: String) throws(ColumnError) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .reading(path) }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw .reading(path) }
        self.path = path
        count = Int(status.st_size)
        modifiedNanoseconds =
            Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
        guard count > 0 else { throw .truncated(path, expected: 1, found: 0) }
        guard
            let mapping = unsafe mmap(nil, count, PROT_READ, MAP_SHARED, descriptor, 0),
            unsafe mapping != MAP_FAILED
        else { throw .reading(path) }
        unsafe base = UnsafeRawPointer(mapping)
        isMapped = true
    }

    /// Memory of this process in the place of a file; `fill` writes it, zeros stand elsewhere.
    init(memory count: Int, _ fill: (UnsafeMutableRawPointer) -> Void) {
        var memory: UnsafeMutableRawPointer?
        guard unsafe posix_memalign(&memory, 64, count) == 0, let memory = unsafe memory else {
            preconditionFailure("There is not enough memory for \(count) bytes.")
        }
        unsafe memory.initializeMemory(as: UInt8.self, repeating: 0, count: count)
        unsafe fill(memory)
        path = "memory"
        self.count = count
        modifiedNanoseconds = 0
        unsafe base = UnsafeRawPointer(memory)
        isMapped = false
    }

    deinit {
        let start = unsafe UnsafeMutableRawPointer(mutating: base)
        if isMapped { unsafe munmap(start, count) } else { unsafe free(start) }
    }

    /// The bytes from `offset` on; valid only inside `body`.
    package func withBytes<Result>(
        from offset: Int, count: Int, _ body: (RawSpan) throws -> Result
    ) rethrows -> Result {
        precondition(offset >= 0 && count >= 0 && offset + count <= self.count, "inside the file")
        let buffer = unsafe UnsafeRawBufferPointer(start: base + offset, count: count)
        return try unsafe body(buffer.bytes)
    }

    /// A copy of the bytes from `offset` on.
    package func bytes(from offset: Int, count: Int) -> [UInt8] {
        withBytes(from: offset, count: count) { span in
            unsafe span.withUnsafeBytes { unsafe Array($0) }
        }
    }

    /// The elements that start at byte `offset`, which the type's alignment divides.
    package func withElements<Element: BitwiseCopyable, Result>(
        _ type: Element.Type, from offset: Int, count: Int,
        _ body: (Span<Element>) throws -> Result
    ) rethrows -> Result {
        precondition(
            offset >= 0 && count >= 0
                && offset + count * MemoryLayout<Element>.stride <= self.count, "inside the file")
        let start = unsafe (base + offset).assumingMemoryBound(to: Element.self)
        return try unsafe body(UnsafeBufferPointer(start: start, count: count).span)
    }

    /// CRC-32C of the bytes from `offset` on.
    package func checksum(from offset: Int, count: Int) -> UInt32 {
        precondition(offset >= 0 && offset + count <= self.count, "inside the file")
        return unsafe cxm_crc32c(0, base + offset, count)
    }

    /// The address of byte `offset`, for this module's kernels.
    @unsafe
    func pointer(at offset: Int) -> UnsafeRawPointer {
        unsafe base + offset
    }
}
