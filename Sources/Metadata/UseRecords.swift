/// Who uses a segment: an API client, a delivery, a dashboard.
package struct SegmentUse: Hashable, Sendable {
    package var segment: Int64
    /// `client`, `person`, `delivery`, `dashboard`
    package var kind: String
    package var name: String
    package var calls: Int
    package var lastAt: Int64

    package init(segment: Int64, kind: String, name: String, calls: Int, lastAt: Int64) {
        self.segment = segment
        self.kind = kind
        self.name = name
        self.calls = calls
        self.lastAt = lastAt
    }
}

/// What one of them asked on one day.
package struct DailySegmentUse: Hashable, Sendable {
    /// `2026-11-24`, in the project's zone.
    package var day: String
    /// As of `SegmentUse`.
    package var kind: String
    package var name: String
    package var calls: Int

    package init(day: String, kind: String, name: String, calls: Int) {
        self.day = day
        self.kind = kind
        self.name = name
        self.calls = calls
    }
}
