import SQL

/// The columns of a flow's own relations, beside those that all questions share.
enum FlowNames {
    /// What is followed, and its label.
    static let value = Expression.column("step_value")
    static let label = Expression.column("step_label")
    /// The event's place among those of its user.
    static let place = Expression.column("event_place")
    /// Of the step before in the same session.
    static let labelBefore = Expression.column("label_before")
    static let inRangeBefore = Expression.column("in_range_before")
    static let pinPlace = Expression.column("pin_place")
    static let pinTime = Expression.column("pin_time")
    static let pinSession = Expression.column("pin_session")
    static let pinNumber = Expression.column("pin_number")
    static let length = Expression.column("path_length")
    /// 1 where nothing follows in the path.
    static let isLast = Expression.column("is_last")
    static let labelCount = Expression.column("label_count")
    static let labelRank = Expression.column("label_rank")
    /// The label's rank at its step; one more than are shown for all others.
    static let node = Expression.column("node_number")
    static let nodeBefore = Expression.column("node_before")
}
