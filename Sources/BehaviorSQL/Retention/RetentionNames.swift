import SQL

/// The columns of a retention statement's own relations, beside those of `Names`.
enum RetentionNames {
    static let isStart = Expression.column("is_start")
    static let isReturn = Expression.column("is_return")
    static let period = Expression.column("period_number")
    /// A period's number is `low` + 64 times `high`.
    static let low = Expression.column("period_low")
    static let high = Expression.column("period_high")
    static let opens = Expression.column("opens_at")
    static let closes = Expression.column("closes_at")
    static let start = Expression.column("start_time")
    static let cohort = Expression.column("cohort_number")
    static let returnUser = Expression.column("return_user")
    static let returnTime = Expression.column("return_time")
    static let returnPeriod = Expression.column("return_period")
    static let active = Expression.column("active_period")
    static let before = Expression.column("period_before")
    static let after = Expression.column("period_after")
    static let periodCount = Expression.column("period_count")

    /// The measured number of an event, and of a return.
    static let measured = Expression.column("measured_value")
    static let returned = Expression.column("returned_value")
    static let rankedValue = Expression.column("ranked_value")
    static let splitRank = Expression.column("split_rank")

    /// The member's measured numbers of a column: their sum and how many there are.
    static func sum(_ column: Int) -> Expression { .column("sum_\(column)") }
    static func count(_ column: Int) -> Expression { .column("count_\(column)") }

    /// 1 where the member of the cohort is active in the column.
    static func isActive(_ column: Int) -> Expression { .column("active_\(column)") }
}
