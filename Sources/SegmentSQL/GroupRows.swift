import Definitions
import FilterSQL
import SQL

/// The rows of a group's table as expressions: key, filters, range, what conditions measure.
struct GroupRows: Sendable {
    let group: ResolvedGroup
    let table: SegmentTable
    /// One for each filter.
    let filters: [Expression]
    /// Times from here until there; empty without a range.
    let range: [Expression]
    /// One for each condition; the row itself for counts.
    let measured: [Expression]
    let measuredTypes: [SQLType]

    init(
        _ group: ResolvedGroup, range: ResolvedRange?, tables: SegmentTables, zone: Zone
    ) throws(SegmentSQLError) {
        let table = try tables.table(group.table.name)
        let conditions = FilterConditions(zone: zone) { [fields = group.table] name in
            fields.field(name).map {
                FilterConditions.Column(
                    table.value(of: $0), $0.type, isLocal: table.isLocal($0.column))
            }
        }
        do throws(FilterSQLError) {
            filters = try conditions.parts(group.group.filters)
        } catch {
            throw .filter(error, of: group)
        }
        self.group = group
        self.table = table
        self.range =
            try range.map { (range) throws(SegmentSQLError) in
                try Self.bounds(range, of: group, in: table, zone)
            } ?? []
        var measured: [Expression] = []
        var types: [SQLType] = []
        for condition in group.group.having {
            guard let name = condition.field else {
                measured.append(.integer(1))
                types.append(.integer)
                continue
            }
            guard let field = group.table.field(name) else {
                throw .filter(.unknown(name), of: group)
            }
            measured.append(table.value(of: field))
            types.append(field.type.sqlType)
        }
        self.measured = measured
        measuredTypes = types
    }

    private static func bounds(
        _ range: ResolvedRange, of group: ResolvedGroup, in table: SegmentTable, _ zone: Zone
    ) throws(SegmentSQLError) -> [Expression] {
        guard let column = group.table.roles[.time] else {
            throw .definition(
                DefinitionError(
                    .contradiction, at: group.place.pointer + "/range",
                    "\(group.table.name) has no time column; register one, or leave 'range' out."))
        }
        let time = table.milliseconds(column)
        func clock(_ instant: Int64) -> Expression {
            .value(.integer(table.isLocal(column) ? zone.local(instant) : instant))
        }
        return [time.is(.atLeast, clock(range.from)), time.is(.less, clock(range.to))]
    }

    var key: Expression { table.key(group.keyColumn) }

    /// NULL is neither empty nor not.
    var hasKey: Expression { key.is(.notEqual, .value(.text(""))) }

    var relation: Relation { table.relation(as: "group_table") }

    var having: [AggregateCondition] { group.group.having }
}

extension DatasetSchema.PropertyType {
    fileprivate var sqlType: SQLType {
        switch self {
        case .text: .text
        case .integer, .time: .integer
        case .number: .double
        case .boolean: .boolean
        }
    }
}

extension AggregateCondition {
    /// The condition over the values of a key's rows; rows that do not count have NULL there.
    func holds(of values: Expression) -> Expression {
        let aggregate: Expression.Aggregate =
            switch measure {
            case .count: .count
            case .countDistinct: .countDistinct
            case .sum: .sum
            case .avg: .average
            case .min: .min
            case .max: .max
            }
        let left = Expression.aggregate(aggregate, values)
        let bounds = self.values.map(Self.bound)
        return switch `operator` {
        case .equals: left.is(.equal, bounds[0])
        case .notEquals: left.is(.notEqual, bounds[0])
        case .less: left.is(.less, bounds[0])
        case .atMost: left.is(.atMost, bounds[0])
        case .greater: left.is(.greater, bounds[0])
        case .atLeast: left.is(.atLeast, bounds[0])
        case .between:
            .all([left.is(.atLeast, bounds[0]), left.is(.atMost, bounds[bounds.count - 1])])
        default: preconditionFailure("no other operator compares an aggregate")
        }
    }

    private static func bound(_ value: Value) -> Expression {
        switch value {
        case .integer(let number): .value(.integer(number))
        case .number(let number): .value(.double(number))
        case .text, .boolean: preconditionFailure("an aggregate is compared with numbers")
        }
    }
}
