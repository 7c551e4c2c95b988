import Attributes
import Definitions

extension PreparedQuestion {
    /// The attributes of one user that have a value, by the order of tables and columns; times as
    /// texts in the question's zone.
    func attributes(of user: UInt32) throws -> [TimelineEvent.Property] {
        var found: [TimelineEvent.Property] = []
        for name in attributes.names {
            guard let column = try attributes.column(name), let value = column.value(of: user)
            else {
                continue
            }
            if column.type == .time, case .integer(let time) = value {
                found.append(.init(name, .text(zone.text(time))))
            } else {
                found.append(.init(name, value))
            }
        }
        return found
    }
}
