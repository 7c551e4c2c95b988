import Columns
import Definitions

/// Events in the order of the input, as numbers and codes, until there are enough to sort and spill.
///
/// A key here holds the time since the start of the event's month, whose index stands in `months`.
struct EventChunk {
    private(set) var rows: EventRows
    private(set) var months: [UInt32] = []
    private let shapes: [ValueShape]
    private let rowLimit: Int

    init(layout: StoreLayout, rowLimit: Int) {
        shapes = layout.shapes
        rows = EventRows(shapes: layout.shapes)
        self.rowLimit = rowLimit
    }

    var rowCount: Int { rows.keys.count }
    var isFull: Bool { rowCount >= rowLimit }

    mutating func removeAll() {
        months.removeAll(keepingCapacity: true)
        rows.keys.removeAll(keepingCapacity: true)
        rows.sequences.removeAll(keepingCapacity: true)
        rows.events.removeAll(keepingCapacity: true)
        for index in rows.properties.indices {
            rows.properties[index].codes.removeAll(keepingCapacity: true)
            rows.properties[index].words.removeAll(keepingCapacity: true)
            rows.properties[index].present.removeAll(keepingCapacity: true)
        }
    }

    /// Adds users, times and months; counts the events of each day.
    mutating func append(
        users: TextBlock, numbers: [UInt32], times: [Int64], calendar: DayCalendar,
        dayCounts: inout [Int]
    ) {
        var last: Range<Int64> = 0..<0
        var day = 0
        var month: UInt32 = 0
        var start: Int64 = 0
        for row in times.indices {
            let time = times[row]
            if time < last.lowerBound || time >= last.upperBound {
                day = calendar.day(of: time)
                last = calendar.bounds(day)
                month = calendar.month(ofDay: day)
                start = calendar.months[Int(month)]
            }
            dayCounts[day] += 1
            let user = numbers[Int(users.codes[row])]
            rows.keys.append(UInt64(user) << 32 | UInt64(UInt32(truncatingIfNeeded: time - start)))
            months.append(month)
        }
    }

    mutating func append(sequences: [Int64]) {
        for value in sequences { rows.sequences.append(EventRows.sequence(value)) }
    }

    mutating func append(events: TextBlock, codes: [UInt32]) {
        for code in events.codes { rows.events.append(codes[Int(code)]) }
    }

    /// Adds a text property, `codes` by the codes of the block.
    mutating func append(texts: TextBlock, codes: [UInt32], to property: Int) {
        Self.append(texts.codes, through: codes, to: &rows.properties[property].codes)
    }

    private static func append(
        _ block: [UInt32], through codes: [UInt32], to target: inout [UInt32]
    ) {
        for code in block { target.append(codes[Int(code)]) }
    }

    /// Adds a property that is no text.
    mutating func append(_ values: PropertyValues, to property: Int) {
        let presence = values.presence
        switch values {
        case .text: preconditionFailure("texts come with their codes")
        case .boolean(let flags, _):
            for row in flags.indices {
                let code: UInt32 = flags[row] ? 2 : 1
                rows.properties[property].codes.append(Self.isPresent(row, presence) ? code : 0)
            }
        case .integer(let integers, _), .time(let integers, _):
            append(integers.lazy.map { UInt64(bitPattern: $0) }, presence, to: property)
        case .number(let doubles, _):
            append(doubles.lazy.map(\.bitPattern), presence, to: property)
        }
    }

    private mutating func append(
        _ words: some Collection<UInt64>, _ presence: [UInt64], to property: Int
    ) {
        var row = 0
        for word in words {
            let present = Self.isPresent(row, presence)
            rows.properties[property].words.append(present ? word : 0)
            rows.properties[property].present.append(present ? 1 : 0)
            row += 1
        }
    }

    private static func isPresent(_ row: Int, _ presence: [UInt64]) -> Bool {
        presence.isEmpty || presence[row >> 6] >> UInt64(row & 63) & 1 == 1
    }
}
