import Bitmaps
import Columns

/// One file with snapshots of a segment, oldest first: whole sets, each followed by changes.
///
/// Opening reads the headers, about a microsecond for each snapshot.
struct SnapshotChain {
    let segment: Int64
    let file: RandomAccessFile
    let frames: [SnapshotFrame]
    let size: Int

    /// Frames up to the first place that is none: the end, or the leavings of a crash.
    init(path: String, segment: Int64) throws(SnapshotError) {
        self.segment = segment
        do throws(ColumnError) {
            file = try RandomAccessFile(path: path)
            size = try file.count
        } catch {
            throw .file(error)
        }
        var frames: [SnapshotFrame] = []
        var offset = 0
        while let frame = try Self.frame(in: file, at: offset, size: size, segment: segment) {
            guard frame.kind == .whole || frame.base == frames.last?.snapshot else { break }
            frames.append(frame)
            offset = frame.end
        }
        self.frames = frames
    }

    var path: String { file.path }

    /// Where the next frame goes.
    var end: Int { frames.last?.end ?? 0 }

    private static func frame(
        in file: RandomAccessFile, at offset: Int, size: Int, segment: Int64
    ) throws(SnapshotError) -> SnapshotFrame? {
        guard offset + SnapshotFrame.headerSize <= size else { return nil }
        let header = try bytes(of: file, at: offset, count: SnapshotFrame.headerSize)
        if SnapshotFrame.isNewer(header) { throw .newer(path: file.path) }
        guard let frame = SnapshotFrame(header: header, at: offset), frame.end <= size,
            frame.segment == segment
        else { return nil }
        return frame
    }

    /// Whether there are sound frames after a place that is none: damage, not the leavings of a
    /// crash, which stand at the end.
    ///
    /// Cost: reads what is after the last frame.
    var isBroken: Bool {
        get throws(SnapshotError) {
            guard end < size else { return false }
            let rest = try Self.bytes(of: file, at: end, count: size - end)
            for offset in stride(from: 8, to: rest.count - SnapshotFrame.headerSize + 1, by: 8)
            where rest[offset] == SnapshotFrame.magic[0] {
                let header = Array(rest[offset..<offset + SnapshotFrame.headerSize])
                if SnapshotFrame(header: header, at: offset) != nil { return true }
            }
            return false
        }
    }

    func index(of snapshot: Int64) -> Int? {
        // Ids ascend, but nothing is lost where they do not.
        frames.lastIndex { $0.snapshot == snapshot }
    }

    /// The set of the frame at `index`. Cost: reads the whole set before it and the changes between.
    func users(at index: Int) throws(SnapshotError) -> Bitmap {
        let wanted = frames[index]
        guard let first = frames[...index].lastIndex(where: { $0.kind == .whole }) else {
            throw damaged(wanted, "there is no whole set before it")
        }
        var parts: [[UInt8]] = []
        for frame in frames[first...index] { parts.append(try bytes(of: frame, for: wanted)) }
        guard let users = Bitmap(togglingPortableBytes: parts) else {
            throw damaged(wanted, "there is no bitmap before byte \(wanted.end)")
        }
        guard users.count == wanted.users else { throw damaged(wanted, "its count differs") }
        return users
    }

    /// The bitmap of one frame; an error names the snapshot that it is read for.
    func payload(
        of frame: SnapshotFrame, for wanted: SnapshotFrame
    ) throws(SnapshotError) -> Bitmap {
        guard let bitmap = Bitmap(portableBytes: try bytes(of: frame, for: wanted)) else {
            throw damaged(wanted, "there is no bitmap at byte \(frame.offset)")
        }
        return bitmap
    }

    /// The same as checked bytes.
    private func bytes(
        of frame: SnapshotFrame, for wanted: SnapshotFrame
    ) throws(SnapshotError) -> [UInt8] {
        let bytes = try Self.bytes(
            of: file, at: frame.offset + SnapshotFrame.headerSize, count: frame.size)
        guard bytes.count == frame.size, checksumOf(bytes) == frame.checksum else {
            throw damaged(wanted, "a checksum differs at byte \(frame.offset)")
        }
        return bytes
    }

    func damaged(_ frame: SnapshotFrame, _ what: String) -> SnapshotError {
        .damaged(frame.snapshot, segment: segment, path: path, what: what)
    }

    private static func bytes(
        of file: RandomAccessFile, at offset: Int, count: Int
    ) throws(SnapshotError) -> [UInt8] {
        do throws(ColumnError) {
            return try file.bytes(at: offset, count: count)
        } catch {
            throw .file(error)
        }
    }
}
