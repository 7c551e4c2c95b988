import SQL

/// The columns of the relations that work attributes out.
enum EstimateNames {
    static let user = Expression.column("estimate_user")
    static let value = Expression.column("estimate_value")
    /// The property's value of one event.
    static let input = Expression.column("estimate_input")
    static let count = Expression.column("estimate_count")
    static let place = Expression.column("estimate_place")
    static let recency = Expression.column("recency")
    static let frequency = Expression.column("frequency")
    static let monetary = Expression.column("monetary")
}
