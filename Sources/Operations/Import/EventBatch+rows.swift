import Columns
import Definitions
import EventStore
import Warehouses

extension EventBatch {
    /// The events in a batch of an `EventSelect`, and how many of its rows lack something.
    ///
    /// Cost: nothing per row where none lacks anything; texts stay dictionaries.
    static func reading(
        _ batch: RowBatch, hasSequence: Bool, properties: [DatasetSchema.Property]
    ) -> (events: EventBatch, faultCount: Int) {
        guard case .text(let users) = batch.columns[0],
            case .integer(let times) = batch.columns[1],
            case .text(let events) = batch.columns[2]
        else { preconditionFailure("the SELECT has a user, a time and an event first") }
        var sequences: IntegerColumn?
        if hasSequence, case .integer(let column) = batch.columns[3] { sequences = column }
        let values = zip(properties, batch.columns.dropFirst(hasSequence ? 4 : 3)).map {
            PropertyValues($0.1, $0.0.type)
        }
        let all = EventBatch(
            users: TextBlock(users), times: times.values, sequences: sequences?.values,
            events: TextBlock(events), properties: values)
        guard
            users.hasGaps || events.hasGaps || times.presence.nullCount > 0
                || (sequences?.presence.nullCount ?? 0) > 0
        else { return (all, 0) }
        let rows = (0..<batch.rowCount).filter { row in
            users.hasText(row) && events.hasText(row) && times.presence[row]
                && sequences?.presence[row] ?? true
        }
        return (all.picking(rows), batch.rowCount - rows.count)
    }

    /// Some of the events.
    private func picking(_ rows: [Int]) -> EventBatch {
        EventBatch(
            users: users.picking(rows), times: rows.map { times[$0] },
            sequences: sequences.map { all in rows.map { all[$0] } }, events: events.picking(rows),
            properties: properties.map { $0.picking(rows) })
    }
}

extension TextColumn {
    /// Whether some value is missing or empty.
    var hasGaps: Bool {
        nullCount > 0 || (1..<max(1, valueCount)).contains { range(ofValue: $0).isEmpty }
    }

    func hasText(_ row: Int) -> Bool { !range(ofValue: Int(codes[row])).isEmpty }
}

extension TextBlock {
    init(_ column: TextColumn) {
        self.init(codes: column.codes, ends: column.ends, bytes: column.bytes)
    }

    /// Only the values that the rows use: others would become users and dictionary entries.
    func picking(_ rows: [Int]) -> TextBlock {
        var renumbered = [UInt32](repeating: 0, count: valueCount)
        var kept = (codes: [UInt32](), ends: [UInt32](arrayLiteral: 0), bytes: [UInt8]())
        for row in rows {
            let code = Int(codes[row])
            if code > 0, renumbered[code] == 0 {
                renumbered[code] = UInt32(kept.ends.count)
                kept.bytes += bytes[Int(ends[code - 1])..<Int(ends[code])]
                kept.ends.append(UInt32(kept.bytes.count))
            }
            kept.codes.append(renumbered[code])
        }
        return TextBlock(codes: kept.codes, ends: kept.ends, bytes: kept.bytes)
    }
}

extension PropertyValues {
    init(_ column: RowBatch.ColumnValues, _ type: DatasetSchema.PropertyType) {
        switch (column, type) {
        case (.text(let texts), .text): self = .text(TextBlock(texts))
        case (.integer(let values), .integer):
            self = .integer(values.values, presence: values.presence.words)
        case (.integer(let values), .time):
            self = .time(values.values, presence: values.presence.words)
        case (.double(let values), .number):
            self = .number(values.values, presence: values.presence.words)
        case (.boolean(let values), .boolean):
            self = .boolean(values.values, presence: values.presence.words)
        default: preconditionFailure("the SELECT gives \(type) as \(column)")
        }
    }

    func picking(_ rows: [Int]) -> PropertyValues {
        func words(_ presence: [UInt64]) -> [UInt64] {
            guard !presence.isEmpty else { return [] }
            var words = [UInt64](repeating: 0, count: (rows.count + 63) / 64)
            for (index, row) in rows.enumerated()
            where presence[row / 64] >> UInt64(row % 64) & 1 == 1 {
                words[index / 64] |= 1 << UInt64(index % 64)
            }
            return words
        }
        switch self {
        case .text(let block): return .text(block.picking(rows))
        case .integer(let values, let presence):
            return .integer(rows.map { values[$0] }, presence: words(presence))
        case .number(let values, let presence):
            return .number(rows.map { values[$0] }, presence: words(presence))
        case .boolean(let values, let presence):
            return .boolean(rows.map { values[$0] }, presence: words(presence))
        case .time(let values, let presence):
            return .time(rows.map { values[$0] }, presence: words(presence))
        }
    }
}

extension RowBatch {
    /// The values of a column; Columns has a type of the same name.
    typealias ColumnValues = Warehouses.Column
}
