/// How a set of users differs from all users: the distribution of each attribute in both.
///
///     {"kind": "profile", "dataset": "app", "range": {"last": 30, "unit": "day"},
///      "of": {"question": {"kind": "funnel", …}, "element": "dropped-2"},
///      "attributes": ["grade", "top_category"], "estimates": [estimate], "limit": 10}
///
/// What each field means is laid down in `docs/guide/profile.md`.
package struct Profile: Hashable, Sendable {
    /// The users behind an element of another question's answer.
    package struct Source: Hashable, Sendable {
        package let question: Question
        package let element: String

        package init(_ question: Question, element: String) {
            self.question = question
            self.element = element
        }
    }

    package static let limits: ClosedRange<Int64> = 1...200
    package static let defaultLimit = 10
    /// Each period is a pass over its events.
    package static let pointLimit = 400

    package var scope: Scope
    /// Nil: everyone whom the filters and segments leave.
    package var source: Source?
    /// The names of stored attributes and estimates; nil for all.
    package var attributes: [String]?
    /// How many values, or buckets of numbers and times, an attribute shows at most.
    package var limit: Int
    /// Tells what users' events have period by period too.
    package var period: Trend.Period?

    package init(
        scope: Scope, source: Source? = nil, attributes: [String]? = nil,
        limit: Int = Profile.defaultLimit, period: Trend.Period? = nil
    ) {
        self.scope = scope
        self.source = source
        self.attributes = attributes
        self.limit = limit
        self.period = period
    }
}

extension Profile {
    /// The periods of the range; nil where none are asked for. Throws where there are too many.
    package func timeline(
        _ range: ResolvedRange?, in zone: Zone
    ) throws(DefinitionError) -> TrendTimeline? {
        guard let period else { return nil }
        let timeline = try TrendTimeline(range, period, in: zone)
        guard timeline.count <= Self.pointLimit else {
            throw DefinitionError(
                .outOfRange, at: "/period",
                "The range has \(timeline.count) periods of one \(period.rawValue); a profile tells of "
                    + "at most \(Self.pointLimit). Choose a longer period or a shorter range.")
        }
        return timeline
    }
}
