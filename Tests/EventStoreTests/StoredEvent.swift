import Columns
import Definitions
import EventStore
import Identities

/// An event as a test writes it and as a dataset gives it back.
struct StoredEvent: Hashable, CustomStringConvertible {
    var user: String
    var time: Int64
    var sequence: Int64 = 0
    var event: String
    var values: [String: Value] = [:]

    var description: String {
        let values = values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.words)" }
        return "\(user) \(time) \(event) \(values.joined(separator: " "))"
    }
}

extension EventBatch {
    /// The events as a batch of a plan.
    init(_ events: [StoredEvent], plan: IngestPlan) {
        let properties = plan.properties.map { property in
            PropertyValues(events.map { $0.values[property.name] }, property.type)
        }
        self.init(
            users: TextBlock(texts: events.map(\.user)), times: events.map(\.time),
            sequences: plan.hasSequence ? events.map(\.sequence) : nil,
            events: TextBlock(texts: events.map(\.event)), properties: properties)
    }
}

extension PropertyValues {
    init(_ values: [Value?], _ type: DatasetSchema.PropertyType) {
        var words = [UInt64](repeating: 0, count: (values.count + 63) / 64)
        for (row, value) in values.enumerated() where value != nil {
            words[row / 64] |= 1 << UInt64(row % 64)
        }
        let presence = values.contains(nil) ? words : []
        let integers = values.map { value in
            if case .integer(let integer)? = value { integer } else { Int64(-77) }
        }
        switch type {
        case .text:
            self = .text(
                TextBlock(
                    texts: values.map { if case .text(let text)? = $0 { text } else { nil } }))
        case .integer: self = .integer(integers, presence: presence)
        case .time: self = .time(integers, presence: presence)
        case .number:
            self = .number(
                values.map { if case .number(let number)? = $0 { number } else { -77 } },
                presence: presence)
        case .boolean:
            self = .boolean(
                values.map { if case .boolean(true)? = $0 { true } else { false } },
                presence: presence)
        }
    }
}

/// Reads a whole dataset back, slowly: partition by partition, in stored order.
func storedEvents(_ home: String, _ name: String) throws -> [StoredEvent] {
    let dataset = try EventDataset(home: home, name: name)
    let users = try Identities(home: home)
    let dictionaries = try dataset.manifest.properties.map { property in
        property.type == .text ? try dataset.dictionary(of: property) : nil
    }
    var events: [StoredEvent] = []
    for partition in dataset.partitions {
        for user in 0..<partition.userCount {
            let number = UInt32(partition.users.code(at: user))
            let range =
                Int(partition.offsets.code(at: user))..<Int(partition.offsets.code(at: user + 1))
            for row in range {
                var event = StoredEvent(
                    user: users.id(of: number) ?? "?",
                    time: partition.start + Int64(partition.time.code(at: row)),
                    event: dataset.events[Int(partition.event.code(at: row))])
                for (index, property) in dataset.manifest.properties.enumerated() {
                    event.values[property.name] = partition.properties[index].flatMap {
                        value($0, property.type, row, dictionaries[index])
                    }
                }
                events.append(event)
            }
        }
    }
    return events
}

private func value(
    _ column: EventPartition.Property, _ type: DatasetSchema.PropertyType, _ row: Int,
    _ dictionary: TextDictionary?
) -> Value? {
    if let presence = column.presence, !presence.bit(at: row) { return nil }
    switch type {
    case .text:
        let code = Int(column.values.code(at: row))
        return code == 0 ? nil : dictionary.map { .text($0.text(code)) }
    case .boolean:
        let code = column.values.code(at: row)
        return code == 0 ? nil : .boolean(code == 2)
    case .integer, .time: return .integer(column.values.integer(at: row))
    case .number: return .number(column.values.double(at: row))
    }
}
