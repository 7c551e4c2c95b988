import CKernels
import Foundation

/// Whether compressed files are whole.
///
///     try CompressedFile.gzipSize(path: "events.csv.gz")  // 1048576
///
/// A reader that takes what it can from a file cut off in the middle would lose rows in silence.
package enum CompressedFile {
    /// The unpacked size; throws where the file is damaged or ends too early. Cost: unpacks it.
    package static func gzipSize(path: String) throws(ColumnError) -> Int64 {
        let size = unsafe cxm_gzip_size(path)
        guard size >= 0 else {
            throw .damaged(path, "the compressed data end too early")
        }
        return size
    }

    /// The unpacked size where the file says it, else nil; throws where a frame or block is cut off.
    ///
    /// Walks the blocks as RFC 8878 lays them out, without unpacking. Cost: one read per block.
    package static func zstdSize(path: String) throws(ColumnError) -> Int64? {
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw .damaged(path, "it cannot be opened")
        }
        var walk = ZstdWalk(file: file)
        do {
            return try walk.size()
        } catch {
            throw .damaged(path, "the compressed data end too early")
        }
    }
}

/// Walks the frames of a zstd file.
private struct ZstdWalk {
    struct CutOff: Error {}

    let file: FileHandle
    private var total: Int64? = 0

    init(file: FileHandle) {
        self.file = file
    }

    mutating func size() throws -> Int64? {
        let end = try file.seekToEnd()
        try file.seek(toOffset: 0)
        while try file.offset() < end {
            let magic = try number(4)
            if magic & 0xFFFF_FFF0 == 0x184D_2A50 {
                try skip(try number(4), end)
            } else {
                guard magic == 0xFD2F_B528 else { throw CutOff() }
                try frame(end)
            }
        }
        return total
    }

    private mutating func frame(_ end: UInt64) throws {
        let descriptor = try number(1)
        let isSingle = descriptor >> 5 & 1 == 1
        if !isSingle { _ = try number(1) }
        _ = try number([0, 1, 2, 4][Int(descriptor & 3)])
        let sizeBytes = [isSingle ? 1 : 0, 2, 4, 8][Int(descriptor >> 6)]
        let size = try number(sizeBytes) + (sizeBytes == 2 ? 256 : 0)
        total = sizeBytes == 0 ? nil : total.map { $0 + Int64(clamping: size) }
        var isLast = false
        while !isLast {
            let header = try number(3)
            isLast = header & 1 == 1
            let isRepeated = header >> 1 & 3 == 1
            try skip(isRepeated ? 1 : header >> 3, end)
        }
        if descriptor >> 2 & 1 == 1 { try skip(4, end) }
    }

    /// A little-endian number of some bytes.
    private func number(_ count: Int) throws -> UInt64 {
        guard count > 0 else { return 0 }
        guard let bytes = try file.read(upToCount: count), bytes.count == count else {
            throw CutOff()
        }
        return bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    private func skip(_ count: UInt64, _ end: UInt64) throws {
        let target = try file.offset() + count
        guard target <= end else { throw CutOff() }
        try file.seek(toOffset: target)
    }
}
