import Columns
import Definitions
package import EventStore
package import Segments

/// A home's event dataset as rows for a scan, on the user key: the partitions' rows of a block of users
/// are put together when the block is asked for.
package struct EventRows: ScanSource {
    package let fields: [ScanField]
    package let keyLimit: Int
    package let rowCount: Int
    package var nullKeyCount: Int { 0 }
    private let dataset: EventDataset
    private let parts: [Part]

    /// What a field reads of a partition.
    private enum Part: Sendable {
        case time, event
        case property(Int)
    }

    /// `fields`: the names that groups use, and the properties behind them; `time` and `event` are the
    /// columns of that name.
    package init(_ dataset: EventDataset, fields: [(name: String, column: String)]) throws {
        self.dataset = dataset
        var parts: [Part] = []
        var found: [ScanField] = []
        for (name, column) in fields {
            if let index = dataset.manifest.properties.firstIndex(where: { $0.name == column }) {
                parts.append(.property(index))
                found.append(ScanField(name, dataset.manifest.properties[index].type))
            } else if column == "time" {
                parts.append(.time)
                found.append(ScanField(name, .time))
            } else if column == "event" {
                parts.append(.event)
                found.append(ScanField(name, .text))
            } else {
                throw ScanError.unknownField(column)
            }
        }
        self.parts = parts
        self.fields = found
        keyLimit = dataset.userNumberLimit
        rowCount = dataset.eventCount
    }

    package func texts(of field: Int) throws -> ScanTexts {
        switch parts[field] {
        case .time: return .none
        case .event:
            let events = dataset.events.map { Array($0.utf8) }
            return ScanTexts(count: events.count, isSorted: false) { events[$0 - 1] }
        case .property(let index):
            return ScanTexts(try dataset.textDictionary(index), isSorted: false)
        }
    }

    package func rows(of block: Int, fields: [Int]) -> RowBlock? {
        let first = block * RowKeys.blockSize
        let users = first..<first + RowKeys.blockSize
        return RowBlock(
            pieces: dataset.partitions.compactMap { piece($0, users, fields) }, fields: fields,
            of: self.fields)
    }

    private func piece(
        _ partition: EventPartition, _ users: Range<Int>, _ fields: [Int]
    ) -> RowPiece? {
        let (first, slots) = slots(partition, users)
        guard !slots.isEmpty else { return nil }
        var columns: [ScanColumn?] = Array(repeating: nil, count: parts.count)
        for field in fields {
            guard case .property(let index) = parts[field] else { continue }
            columns[field] = partition.properties[index].map {
                ScanColumn($0.values, presence: $0.presence)
            }
        }
        // Times count from the partition's start and events from code 0: they are copied, and then
        // all are.
        guard fields.contains(where: { !isProperty($0) }) else {
            return RowPiece(slots: slots, first: first, columns: columns)
        }
        for field in fields {
            columns[field] = copy(columns[field], field, partition, first, slots.count)
        }
        return RowPiece(slots: slots, first: 0, columns: columns)
    }

    private func isProperty(_ field: Int) -> Bool {
        if case .property = parts[field] { true } else { false }
    }

    private func copy(
        _ column: ScanColumn?, _ field: Int, _ partition: EventPartition, _ first: Int, _ count: Int
    ) -> ScanColumn? {
        var codes = [UInt32](repeating: 0, count: count)
        switch parts[field] {
        case .time:
            partition.time.readCodes(from: first, count: count, into: &codes)
            return ScanColumn(Column(offsets: codes.map { UInt64($0) }, base: partition.start))
        case .event:
            partition.event.readCodes(from: first, count: count, into: &codes)
            return ScanColumn(Column(codes: codes.map { $0 + 1 }))
        case .property:
            return column?.stretch(from: first, count: count)
        }
    }

    /// The slots of the rows of some users, and the first of these rows.
    private func slots(
        _ partition: EventPartition, _ users: Range<Int>
    ) -> (first: Int, slots: [UInt16]) {
        partition.users.withCodes(as: UInt32.self) { numbers in
            partition.offsets.withCodes(as: UInt32.self) { offsets in
                func index(of user: Int) -> Int {
                    var (low, high) = (0, partition.userCount)
                    while low < high {
                        let middle = (low + high) / 2
                        if Int(numbers[middle]) < user { low = middle + 1 } else { high = middle }
                    }
                    return low
                }
                let (from, to) = (index(of: users.lowerBound), index(of: users.upperBound))
                var slots: [UInt16] = []
                for user in from..<to {
                    let slot = UInt16(Int(numbers[user]) - users.lowerBound)
                    let count = Int(offsets[user + 1] - offsets[user])
                    slots.append(contentsOf: repeatElement(slot, count: count))
                }
                return (Int(offsets[from]), slots)
            }
        }
    }
}
