import Definitions
import SQL

/// A trend together with all that its SQL depends on, worked out once.
struct TrendSQLPlan {
    /// What the result is split by.
    enum Split {
        case property(Int)
        case attribute(EventTable.Property, EventTable.KeyList)
    }

    let trend: Trend
    let timelines: TrendTimelines
    let table: EventTable
    let zone: Zone
    let segments: [String: EventTable.KeyList]
    let split: Split?

    init(
        _ trend: Trend, _ timelines: TrendTimelines, table: EventTable, zone: Zone,
        segments: [String: EventTable.KeyList]
    ) throws(BehaviorSQLError) {
        self.trend = trend
        self.timelines = timelines
        self.table = table
        self.zone = zone
        self.segments = segments
        switch trend.breakdown?.subject {
        case .property(let name):
            guard let place = table.properties.firstIndex(where: { $0.name == name }) else {
                throw .unknown("property", name)
            }
            split = .property(place)
        case .attribute(let name):
            guard let users = table.users,
                let attribute = users.attributes.first(where: { $0.name == name })
            else { throw .unknown("user attribute", name) }
            split = .attribute(attribute, users.keys)
        case nil: split = nil
        }
    }

    /// The columns of the trend's own relations, beside those of `Names`.
    enum Column {
        static let number = Expression.column("measured_number")
        static let segment = Expression.column("segment_number")
        /// 0 for the range, 1 for the time that it is compared with.
        static let line = Expression.column("line_number")
        /// 0 for the first point, `total` for the whole range.
        static let point = Expression.column("point_number")
        static let rank = Expression.column("number_rank")
        static let groupCount = Expression.column("group_count")
        static let copy = Expression.column("copy_number")
    }

    static let total: Int64 = -1

    var limit: Int64 { Int64(trend.breakdown?.limit ?? 0) }

    /// The type of the values that split the result.
    var splitType: DatasetSchema.PropertyType? {
        switch split {
        case .property(let place): table.properties[place].type
        case .attribute(let attribute, _): attribute.type
        case nil: nil
        }
    }

    var writer: FilterWriter {
        FilterWriter(
            properties: table.properties, column: Names.property, event: Names.event, zone: zone)
    }

    /// The lines with their timelines.
    var lines: [TrendTimeline] { [timelines.current] + (timelines.compared.map { [$0] } ?? []) }
}

extension Expression {
    static func equals(_ column: Expression, _ number: Int) -> Expression {
        column.is(.equal, .integer(Int64(number)))
    }
}
