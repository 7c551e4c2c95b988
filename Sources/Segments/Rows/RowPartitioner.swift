import Columns
import Definitions
import Foundation
import Synchronization

/// Takes rows in any order and puts them into blocks of 65,536 keys, in bounded memory.
///
///     let partitioner = RowPartitioner(fields: fields, memoryLimit: 2 << 30, spillFolder: folder)
///     while let batch = try await next() { try partitioner.append(batch) }
///     let rows = try partitioner.finish()      // a ScanSource
///
/// Batches are gathered into runs of some million rows; a run is ordered by block and kept in as few
/// bytes as its values need, in memory or, over the limit, in files that end with the process. Several
/// threads may append; one at a time gets on. Cost: about 5 ns a row and field, plus one look-up for
/// each text of a batch.
package final class RowPartitioner: Sendable {
    private let fields: [ScanField]
    private let state: Mutex<State>

    private struct State {
        var gathered: [GatheredField]
        let texts: [SharedTexts]
        var keys: [UInt32] = []
        var runs: [PartitionedRun] = []
        var bytes = 0
        var rowCount = 0
        var nullKeyCount = 0
        var keyLimit = 0
    }

    private let rowsPerRun: Int
    private let memoryLimit: Int
    private let spillFolder: String?

    /// `memoryLimit`: bytes of runs in memory; above it runs go to `spillFolder`, which exists.
    package init(
        fields: [ScanField], memoryLimit: Int = .max, spillFolder: String? = nil,
        rowsPerRun: Int = 4 << 20
    ) {
        self.fields = fields
        self.memoryLimit = memoryLimit
        self.spillFolder = spillFolder
        self.rowsPerRun = rowsPerRun
        state = Mutex(
            State(
                gathered: fields.map { GatheredField(type: $0.type) },
                texts: fields.map { _ in SharedTexts() }))
    }

    /// Bytes of what is in memory.
    package var byteCount: Int { state.withLock { $0.bytes } }

    package func append(_ batch: ScanBatch) throws {
        precondition(batch.values.map(\.type) == fields.map(\.type), "the fields of the table")
        precondition(
            batch.values.allSatisfy { $0.rowCount == batch.keys.count }, "columns of one length")
        try state.withLock { state in
            let before = state.keys.count
            state.keys += batch.keys
            for (index, values) in batch.values.enumerated() {
                try state.gathered[index].append(values, state.texts[index], rowsBefore: before)
            }
            if state.keys.count >= rowsPerRun { try closeRun(&state) }
        }
    }

    /// Ends the taking in. Texts are numbered anew in the order of their bytes.
    package func finish() throws -> PartitionedRows {
        try state.withLock { state in
            try closeRun(&state)
            return PartitionedRows(
                fields: fields, keyLimit: state.keyLimit, rowCount: state.rowCount,
                nullKeyCount: state.nullKeyCount, runs: state.runs, texts: state.texts)
        }
    }

    private func closeRun(_ state: inout State) throws {
        guard !state.keys.isEmpty else { return }
        let (order, starts) = PartitionedRun.order(state.keys)
        state.nullKeyCount += state.keys.count - order.count
        state.rowCount += order.count
        let slots = order.map { UInt32(state.keys[Int($0)] & 0xFFFF) }
        var run = PartitionedRun(
            starts: starts, slots: Column(codes: slots, leastWidth: 2),
            columns: state.gathered.map { $0.ordered(order).column })
        for key in state.keys where key != ScanBatch.noKey {
            state.keyLimit = max(state.keyLimit, Int(key) + 1)
        }
        state.keys.removeAll(keepingCapacity: true)
        for index in state.gathered.indices { state.gathered[index].removeAll() }
        guard !order.isEmpty else { return }
        if let spillFolder, state.bytes + run.byteCount > memoryLimit {
            run = try run.written(to: "\(spillFolder)/run-\(state.runs.count)")
        } else {
            state.bytes += run.byteCount
        }
        state.runs.append(run)
    }
}

/// The texts of one field, numbered as they come. Only the partitioner adds to them, under its lock;
/// later they are only read.
final class SharedTexts: Sendable {
    private let table = Mutex(TextTableBox())

    private struct TextTableBox: ~Copyable {
        let table = TextTable()
    }

    var count: Int { table.withLock { $0.table.count } }

    /// Codes by the codes of a block.
    func codes(of block: TextBlock) throws -> [UInt32] {
        // `TextTable.none` wraps around to 0.
        try table.withLock { try $0.table.numbers(of: block).map { $0 &+ 1 } }
    }

    func bytes(_ code: Int) -> [UInt8] { table.withLock { $0.table.text(code - 1) } }
}

extension GatheredField {
    mutating func removeAll() {
        codes.removeAll(keepingCapacity: true)
        words.removeAll(keepingCapacity: true)
        present.removeAll(keepingCapacity: true)
    }

    mutating func append(
        _ values: ScanValues, _ texts: SharedTexts, rowsBefore: Int
    ) throws {
        switch values {
        case .text(let block):
            let numbers = try texts.codes(of: block)
            for code in block.codes { codes.append(numbers[Int(code)]) }
        case .boolean(let flags, let presence):
            for (row, flag) in flags.enumerated() {
                codes.append(Self.isPresent(row, presence) ? flag ? 2 : 1 : 0)
            }
        case .integer(let numbers, let presence), .time(let numbers, let presence):
            for number in numbers { words.append(UInt64(bitPattern: number)) }
            append(presence, count: numbers.count, rowsBefore: rowsBefore)
        case .number(let numbers, let presence):
            // Equal numbers get equal bits: -0 is 0.
            for number in numbers { words.append((number + 0).bitPattern) }
            append(presence, count: numbers.count, rowsBefore: rowsBefore)
        }
    }

    private mutating func append(_ presence: [UInt64], count: Int, rowsBefore: Int) {
        if presence.isEmpty {
            if !present.isEmpty { present.append(contentsOf: repeatElement(1, count: count)) }
            return
        }
        if present.isEmpty { present = Array(repeating: 1, count: rowsBefore) }
        for row in 0..<count { present.append(Self.isPresent(row, presence) ? 1 : 0) }
    }

    private static func isPresent(_ row: Int, _ presence: [UInt64]) -> Bool {
        presence.isEmpty || presence[row / 64] >> UInt64(row % 64) & 1 == 1
    }
}
