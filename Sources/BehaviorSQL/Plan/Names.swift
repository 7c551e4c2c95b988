import SQL

/// The columns of the statement's own relations.
enum Names {
    static let user = Expression.column("user_key")
    static let time = Expression.column("event_time")
    static let sequence = Expression.column("event_sequence")
    static let event = Expression.column("event_name")
    static let session = Expression.column("session_number")
    static let moment = Expression.column("moment_number")
    /// The moment as ten digits, so that texts of it order as the numbers do.
    static let momentText = Expression.column("moment_text")
    /// 1 where a first step may lie.
    static let inRange = Expression.column("in_range")
    static let step = Expression.column("step_number")
    static let firstMoment = Expression.column("first_moment")
    /// The moments of an attempt's steps, the last step first.
    static let path = Expression.column("attempt_path")
    static let fromFirst = Expression.column("from_first")
    static let fromPrevious = Expression.column("from_previous")
    static let splitValue = Expression.column("split_value")
    /// The split value's place among all, by size; see `SplitCode`.
    static let splitCode = Expression.column("split_code")
    /// The smallest split code among the moment's events that match the split step.
    static let splitHere = Expression.column("split_here")
    static let series = Expression.column("series_number")
    static let part = Expression.column("part_number")

    static func property(_ place: Int) -> Expression { .column("property_\(place + 1)") }
    static func held(_ index: Int) -> Expression { .column("held_\(index + 1)") }
    /// 1 where the event matches the matcher.
    static func match(_ matcher: Int) -> Expression { .column("match_\(matcher)") }
    /// 1 where an event of the moment matches the exclusion.
    static func exclusion(_ index: Int) -> Expression { .column("exclusion_\(index + 1)") }
    /// How many events of the moment match one of the matchers.
    static func count(_ set: [Int]) -> Expression {
        .column("count_" + set.map { String($0) }.joined(separator: "_"))
    }
}

extension Expression {
    /// The name of a column, for `AS`.
    var name: String {
        guard case .column(let name) = self else {
            preconditionFailure("only columns have a name")
        }
        return name
    }

    func named(_ column: Expression) -> Query.Item { .renamed(self, column.name) }
}

/// Split values are carried as numbers: 1 for the smallest.
enum SplitCode {
    /// The event has no value: after all values.
    static let none: Int64 = 2_147_483_646
    /// There is no such event.
    static let noEvent: Int64 = 2_147_483_647
    /// More than any code: moments times this, plus a code, order by moment first.
    static let bound: Int64 = 2_147_483_648
}
