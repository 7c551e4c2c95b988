import CKernels

/// Events and users by class and point of time, counted from users' kept events.
///
/// A user's events come in time order, so a user is new to a point when the last point that he was
/// seen at is another one: no set of users is kept. Cost: 1 to 2 ns a kept event.
package struct TrendCounts: Sendable {
    package let classCount: Int
    package let pointCount: Int
    /// By class, then by point, and one more place that is not used.
    package private(set) var counts: [Int64]
    /// By class, then by point, and one more place for the users of all points.
    package private(set) var users: [Int64]

    /// Places of a class.
    package var width: Int { pointCount + 1 }

    package init(classCount: Int, pointCount: Int) {
        self.classCount = classCount
        self.pointCount = pointCount
        counts = Array(repeating: 0, count: classCount * (pointCount + 1))
        users = counts
    }

    /// Adds a stretch's events. A time t is at `points[t >> 20]`, or at the next point from
    /// `limits[t >> 20]` on; `seen` is the last point of each user of the block in each class, -1 for
    /// none.
    package mutating func add(
        _ stretch: KeptStretch, points: [Int32], limits: [UInt32], seen: inout [Int32]
    ) {
        precondition(seen.count >= stretch.block.count * classCount, "room for every user")
        unsafe stretch.withEvents(points: points, limits: limits) { events, periods in
            unsafe cxm_trend_count(
                &events, &periods, classCount, width, &counts, &users, &seen)
        }
    }
}
