import Columns
import Definitions
import Foundation

/// Rows of all blocks, ordered by block: the rows of block b are `starts[b] ..< starts[b + 1]`.
struct PartitionedRun: Sendable {
    let starts: [Int]
    let slots: Column
    let columns: [ScanColumn?]

    /// The rows with a key in the order of their blocks, and where each block starts.
    static func order(_ keys: [UInt32]) -> (order: [UInt32], starts: [Int]) {
        let blocks = keys.reduce(0) { $1 == ScanBatch.noKey ? $0 : max($0, Int($1 >> 16) + 1) }
        var starts = [Int](repeating: 0, count: blocks + 1)
        for key in keys where key != ScanBatch.noKey { starts[Int(key >> 16) + 1] += 1 }
        for block in 0..<blocks { starts[block + 1] += starts[block] }
        var next = starts
        var order = [UInt32](repeating: 0, count: starts[blocks])
        for (row, key) in keys.enumerated() where key != ScanBatch.noKey {
            order[next[Int(key >> 16)]] = UInt32(row)
            next[Int(key >> 16)] += 1
        }
        return (order, starts)
    }

    var byteCount: Int {
        slots.byteCount
            + columns.reduce(0) {
                $0 + ($1.map { $0.values.byteCount + ($0.presence?.byteCount ?? 0) } ?? 0)
            }
    }

    func piece(_ block: Int) -> RowPiece? {
        guard block + 1 < starts.count, starts[block] < starts[block + 1] else { return nil }
        let (first, count) = (starts[block], starts[block + 1] - starts[block])
        let slots = slots.withCodes(as: UInt16.self) { slots in
            (first..<first + count).map { slots[$0] }
        }
        return RowPiece(slots: slots, first: first, columns: columns)
    }

    /// The same from files, whose names go at once and whose space goes with their last reader.
    func written(to stem: String) throws -> PartitionedRun {
        func file(_ column: Column, _ name: String) throws -> Column {
            let path = "\(stem)-\(name).column"
            try column.write(to: path)
            defer { try? FileManager.default.removeItem(atPath: path) }
            return try Column(path: path)
        }
        return PartitionedRun(
            starts: starts, slots: try file(slots, "slots"),
            columns: try columns.enumerated().map { index, column in
                try column.map { column in
                    ScanColumn(
                        try file(column.values, "\(index)"),
                        presence: try column.presence.map { try file($0, "\(index)-presence") },
                        scale: column.scale)
                }
            })
    }
}

/// Rows that were taken in in any order, ready to be scanned; each block is put in order when it is
/// asked for.
package struct PartitionedRows: ScanSource {
    package let fields: [ScanField]
    package let keyLimit: Int
    package let rowCount: Int
    package let nullKeyCount: Int
    let runs: [PartitionedRun]
    let texts: [SharedTexts]

    package func texts(of field: Int) -> ScanTexts {
        let texts = texts[field]
        return ScanTexts(count: texts.count, isSorted: false) { texts.bytes($0) }
    }

    package func rows(of block: Int, fields: [Int]) -> RowBlock? {
        RowBlock(
            pieces: runs.compactMap { $0.piece(block) }, fields: fields, of: self.fields)
    }

    /// Bytes of the rows, in memory and in files.
    package var byteCount: Int { runs.reduce(0) { $0 + $1.byteCount } }
}
