import Foundation

/// Memory that grows at its end: on the heap, or mapped from a file that grows with it.
///
/// Growing moves it. A file's new space is taken from the disk before it is used, so that a full disk
/// is an error here and not a signal at a later write. Not shared between threads.
@safe
final class GrowingMemory {
    /// Empty for the heap.
    let path: String
    private let descriptor: Int32
    private(set) var capacity = 0
    private var base: UnsafeMutableRawPointer?

    /// On the heap.
    init() {
        path = ""
        descriptor = -1
        unsafe base = nil
    }

    /// Mapped from a file, which is created where it does not exist.
    init(path: String) throws(ColumnError) {
        self.path = path
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
        unsafe base = nil
        guard descriptor >= 0 else { throw .writing(path) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw .reading(path) }
        if status.st_size > 0 { try map(Int(status.st_size)) }
    }

    deinit {
        if descriptor >= 0 {
            if let base = unsafe base { unsafe munmap(base, capacity) }
            close(descriptor)
        } else {
            unsafe free(base)
        }
    }

    /// Makes room for `bytes` bytes in all. Cost: amortised constant per byte.
    func reserve(_ bytes: Int) throws(ColumnError) {
        guard bytes > capacity else { return }
        let grown = max(bytes, min(capacity * 2, capacity + 1 << 28), 1 << 16)
        if descriptor < 0 {
            guard let moved = unsafe realloc(base, grown) else {
                throw ColumnError(
                    .cannotWrite, path: "memory", "There is not enough memory for \(grown) bytes.")
            }
            unsafe base = moved
            capacity = grown
        } else {
            let failure = posix_fallocate(
                descriptor, off_t(capacity), off_t(grown - capacity))
            guard failure == 0 else { throw .writing(path, errno: failure) }
            try map(grown)
        }
    }

    /// Cuts the file to `bytes` bytes, and returns when it has reached the disk.
    func finish(_ bytes: Int) throws(ColumnError) {
        if let base = unsafe base { unsafe munmap(base, capacity) }
        unsafe base = nil
        capacity = 0
        guard ftruncate(descriptor, off_t(bytes)) == 0, fsync(descriptor) == 0 else {
            throw .writing(path)
        }
        if bytes > 0 { try map(bytes) }
    }

    private func map(_ size: Int) throws(ColumnError) {
        if let base = unsafe base { unsafe munmap(base, capacity) }
        unsafe base = nil
        capacity = 0
        guard
            let mapping = unsafe mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0),
            unsafe mapping != MAP_FAILED
        else { throw .reading(path) }
        unsafe base = mapping
        capacity = size
    }

    /// The first byte; valid until the memory grows or goes.
    @unsafe
    var start: UnsafeMutableRawPointer {
        guard let base = unsafe base else {
            preconditionFailure("memory is reserved before it is used")
        }
        return unsafe base
    }
}
