package import Columns
import Foundation

/// Many sets that are made block by block: a block is 65,536 neighbouring numbers.
///
///     let log = BitmapLog(sets: 3_800)
///     try log.append(set: 7, block: 0, words: words, at: 0)   // 1,024 words
///     let sets = try log.finish()
///     try BitmapLog.bitmap(7, of: [sets])
///
/// A block takes 2 bytes a number and at most 8 KB. What is over the limit goes to a file, which has no
/// name left and ends with the log. Not shared between threads until it is finished.
package final class BitmapLog {
    /// Where one block of a set stands.
    struct Entry: Sendable {
        let block: UInt16
        /// Numbers of the block less one.
        let last: UInt16
        let offset: UInt64
    }

    static let blockWords = 1024
    static let mostInArray = 4096
    private static let pieceSize = 1 << 20

    private var entries: [[Entry]]
    private var pieces: [[UInt8]] = []
    private var piece: [UInt8] = []
    private let spillPath: String?
    private let limit: Int
    private var file: OutputFile?
    private var fileSize = 0

    /// `spillPath`: where a file may stand; nil keeps all in memory. `limit`: bytes in memory.
    package init(sets: Int, spillPath: String? = nil, limit: Int = .max) {
        entries = Array(repeating: [], count: sets)
        self.spillPath = spillPath
        self.limit = limit
    }

    /// Bytes in memory.
    package var byteCount: Int {
        Self.pieceSize * (pieces.count + 1) + entries.reduce(0) { $0 + 16 * $1.capacity }
    }

    /// Bytes in the file.
    package var spilledBytes: Int { fileSize }

    /// Takes in the words from `place` on as a block of a set; a set's blocks come in ascending order.
    package func append(
        set: Int, block: Int, words: [UInt64], at place: Int
    ) throws(ColumnError) {
        let count = WordSets.count(words, at: place, words: Self.blockWords)
        guard count > 0 else { return }
        let size = count > Self.mostInArray ? 8 * Self.blockWords : 2 * count
        if piece.count + size > Self.pieceSize { try closePiece() }
        let offset = (pieces.count * Self.pieceSize) + fileSize + piece.count
        entries[set].append(
            Entry(
                block: UInt16(block), last: UInt16(count - 1),
                offset: UInt64(offset)))
        let start = piece.count
        piece.append(contentsOf: repeatElement(0, count: size))
        unsafe piece.withUnsafeMutableBytes { bytes in
            unsafe words.withUnsafeBufferPointer { words in
                let target = unsafe bytes.baseAddress! + start
                let source = unsafe words.baseAddress! + place
                if count > Self.mostInArray {
                    unsafe target.copyMemory(from: source, byteCount: size)
                } else {
                    unsafe Self.list(source, into: target)
                }
            }
        }
    }

    /// Ends the writing.
    package func finish() throws(ColumnError) -> FinishedBitmapLog {
        var mapped: MappedFile?
        if let spillPath, file != nil {
            try closePiece()
            file = nil
            mapped = try MappedFile(path: spillPath)
            unsafe unlink(spillPath)
        } else {
            pieces.append(piece)
        }
        piece = []
        return FinishedBitmapLog(
            entries: entries, pieces: pieces, pieceSize: Self.pieceSize, file: mapped)
    }

    private func closePiece() throws(ColumnError) {
        guard !piece.isEmpty else { return }
        piece.append(contentsOf: repeatElement(0, count: Self.pieceSize - piece.count))
        if let spillPath, file != nil || (pieces.count + 1) * Self.pieceSize > limit {
            if file == nil { file = try OutputFile(path: spillPath) }
            try file?.append(piece)
            fileSize += Self.pieceSize
            piece.removeAll(keepingCapacity: true)
        } else {
            pieces.append(piece)
            piece = []
            piece.reserveCapacity(Self.pieceSize)
        }
    }

    /// Writes the places of the bits that are set as 16-bit numbers, lowest byte first.
    @unsafe
    private static func list(_ words: UnsafePointer<UInt64>, into target: UnsafeMutableRawPointer) {
        var place = 0
        for word in 0..<blockWords {
            var rest = unsafe words[word]
            while rest != 0 {
                let number = UInt16(truncatingIfNeeded: word * 64 + rest.trailingZeroBitCount)
                unsafe target.storeBytes(
                    of: number.littleEndian, toByteOffset: place, as: UInt16.self)
                place += 2
                rest &= rest - 1
            }
        }
    }
}

/// The sets of a log, for reading from any thread.
package struct FinishedBitmapLog: Sendable {
    let entries: [[BitmapLog.Entry]]
    let pieces: [[UInt8]]
    let pieceSize: Int
    let file: MappedFile?

    /// How many numbers a set has.
    package func count(_ set: Int) -> Int {
        entries[set].reduce(0) { $0 + Int($1.last) + 1 }
    }

    /// A set put together from the blocks of several logs. Cost: about one copy of its bytes.
    package static func bitmap(_ set: Int, of logs: [FinishedBitmapLog]) -> Bitmap {
        let blocks = logs.indices.flatMap { log in
            logs[log].entries[set].map { (log: log, entry: $0) }
        }.sorted { $0.entry.block < $1.entry.block }
        guard !blocks.isEmpty else { return Bitmap() }
        var bytes = littleEndian(UInt32(12346)) + littleEndian(UInt32(blocks.count))
        var offset = UInt32(8 + 8 * blocks.count)
        var offsets: [UInt32] = []
        for (_, entry) in blocks {
            bytes += littleEndian(entry.block) + littleEndian(entry.last)
            offsets.append(offset)
            offset += UInt32(entry.size)
        }
        bytes.reserveCapacity(Int(offset))
        for offset in offsets { bytes += littleEndian(offset) }
        for (log, entry) in blocks { logs[log].append(entry, to: &bytes) }
        guard let bitmap = Bitmap(checked: bytes) else {
            preconditionFailure("blocks in ascending order are one sound bitmap")
        }
        return bitmap
    }

    private func append(_ entry: BitmapLog.Entry, to bytes: inout [UInt8]) {
        let (piece, start) = Int(entry.offset).quotientAndRemainder(dividingBy: pieceSize)
        if piece < pieces.count {
            bytes += pieces[piece][start..<start + entry.size]
        } else if let file {
            let place = Int(entry.offset) - pieces.count * pieceSize
            file.withBytes(from: place, count: entry.size) { span in
                unsafe span.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
            }
        }
    }
}

extension BitmapLog.Entry {
    var count: Int { Int(last) + 1 }
    var size: Int { count > BitmapLog.mostInArray ? 8 * BitmapLog.blockWords : 2 * count }
}

extension Bitmap {
    /// The numbers of a block of 65,536 as 1,024 words, written from `place` on.
    ///
    /// Cost: 1 ns a number of the block.
    package func copyBlock(_ block: Int, into words: inout [UInt64], at place: Int) {
        for index in place..<place + BitmapLog.blockWords { words[index] = 0 }
        let first = UInt32(block) << 16
        for number in numbers(from: first, count: 1 << 16) {
            guard number >> 16 == UInt32(block) else { break }
            words[place + Int(number & 0xFFFF) >> 6] |= 1 << UInt64(number & 63)
        }
    }
}
