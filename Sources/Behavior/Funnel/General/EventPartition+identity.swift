import Columns
import EventStore

extension EventPartition {
    /// An event's time in milliseconds since 1970 UTC.
    func time(_ event: Int) -> Int64 { start + Int64(time.code(at: event)) }

    /// What tells the property's value from others of the same property; nil for no value.
    func identity(_ property: Int, _ event: Int) -> UInt64? {
        guard let column = properties[property] else { return nil }
        if let presence = column.presence, !presence.bit(at: event) { return nil }
        switch column.values.header.kind {
        case .codes:
            let code = column.values.code(at: event)
            return code == 0 ? nil : code
        case .integers: return UInt64(bitPattern: column.values.integer(at: event))
        case .doubles: return column.values.double(at: event).bitPattern
        case .bits: return column.values.bit(at: event) ? 1 : 0
        }
    }
}
