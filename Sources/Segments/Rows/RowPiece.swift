import Columns
import Definitions

/// Rows of one block of keys as they lie in some columns: part of a partition, of a batch.
package struct RowPiece: Sendable {
    /// Key numbers less the block's first, one a row.
    package let slots: [UInt16]
    /// The first row in the columns.
    package let first: Int
    /// By field.
    package let columns: [ScanColumn?]

    package init(slots: [UInt16], first: Int, columns: [ScanColumn?]) {
        self.slots = slots
        self.first = first
        self.columns = columns
    }
}

extension RowBlock {
    /// Puts pieces together in the order of their keys; rows of a key keep the order of the pieces.
    ///
    /// Only the fields asked for are read. Cost: about 5 ns a row and field.
    package init?(pieces: [RowPiece], fields: [Int], of all: [ScanField]) {
        let slots = pieces.flatMap(\.slots)
        guard !slots.isEmpty else { return nil }
        let isSorted = zip(slots, slots.dropFirst()).allSatisfy { $0 <= $1 }
        let order = isSorted ? nil : RowKeys.order(slots)
        var columns: [ScanColumn?] = Array(repeating: nil, count: all.count)
        for field in fields {
            columns[field] = GatheredField(pieces, field, all[field].type).ordered(order).column
        }
        let ordered = order.map { order in order.map { slots[Int($0)] } } ?? slots
        self.init(
            first: 0, count: slots.count,
            slots: Column(codes: ordered.map { UInt32($0) }, leastWidth: 2), firstSlot: 0,
            columns: columns)
    }
}

extension GatheredField {
    /// A field of several pieces, one after the other.
    init(_ pieces: [RowPiece], _ field: Int, _ type: DatasetSchema.PropertyType) {
        self.init(type: type)
        let count = pieces.reduce(0) { $0 + $1.slots.count }
        if hasCodes {
            codes = Array(repeating: 0, count: count)
        } else {
            words = Array(repeating: 0, count: count)
        }
        let lacksSome = pieces.contains { piece in
            !hasCodes && piece.columns[field].map { $0.presence != nil } ?? true
        }
        if lacksSome { present = Array(repeating: 0, count: count) }
        var place = 0
        for piece in pieces {
            if !piece.slots.isEmpty { read(piece, piece.columns[field], at: place) }
            place += piece.slots.count
        }
    }

    private mutating func read(_ piece: RowPiece, _ column: ScanColumn?, at place: Int) {
        guard let column else { return }
        let count = piece.slots.count
        if hasCodes {
            column.values.readCodes(from: piece.first, count: count, into: &codes, at: place)
            return
        }
        column.values.readWords(from: piece.first, count: count, into: &words, at: place)
        if column.scale > 1 {
            let base = UInt64(bitPattern: column.values.header.base)
            for row in place..<place + count {
                words[row] = base &+ (words[row] &- base) &* UInt64(column.scale)
            }
        }
        guard !present.isEmpty else { return }
        if let presence = column.presence {
            presence.readFlags(from: piece.first, count: count, into: &present, at: place)
        } else {
            for row in place..<place + count { present[row] = 1 }
        }
    }
}

extension RowBlock {
    /// Some rows of a piece whose keys ascend, by their positions.
    package init?(_ piece: RowPiece, keeping rows: [UInt32], fields: [Int], of all: [ScanField]) {
        guard !rows.isEmpty else { return nil }
        var columns: [ScanColumn?] = Array(repeating: nil, count: all.count)
        for field in fields {
            columns[field] = GatheredField([piece], field, all[field].type).ordered(rows).column
        }
        self.init(
            first: 0, count: rows.count,
            slots: Column(codes: rows.map { UInt32(piece.slots[Int($0)]) }, leastWidth: 2),
            firstSlot: 0, columns: columns)
    }
}

extension ScanColumn {
    /// Some neighbouring rows as a column of their own.
    package func stretch(from first: Int, count: Int) -> ScanColumn? {
        let isCodes = values.header.kind == .codes
        let type: DatasetSchema.PropertyType =
            isCodes ? .text : values.header.kind == .doubles ? .number : .integer
        let piece = RowPiece(
            slots: Array(repeating: 0, count: count), first: first, columns: [self])
        return GatheredField([piece], 0, type).column
    }
}
