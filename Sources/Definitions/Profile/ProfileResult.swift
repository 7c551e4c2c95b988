/// The profile of one segment's part of the set.
package struct ProfileSeries: Hashable, Sendable {
    package let segment: SegmentChoice
    /// Users of the set.
    package let users: Int
    /// All users whom they are compared with, those of the set included.
    package let allUsers: Int
    /// Those that differ most first.
    package let attributes: [AttributeProfile]

    package init(
        segment: SegmentChoice, users: Int, allUsers: Int, attributes: [AttributeProfile]
    ) {
        self.segment = segment
        self.users = users
        self.allUsers = allUsers
        self.attributes = attributes.sorted { $0.precedes($1) }
    }
}

/// A profile's answer: its series, and what they rest on.
package struct ProfileResult: Hashable, Sendable {
    package let profile: Profile
    package let context: AnswerContext
    /// The periods; without points where none are asked for.
    package let timeline: TrendTimeline?
    package let series: [ProfileSeries]

    package init(
        profile: Profile, context: AnswerContext, timeline: TrendTimeline?,
        series: [ProfileSeries]
    ) {
        self.profile = profile
        self.context = context
        self.timeline = timeline
        self.series = series
    }

    /// The same without these attributes.
    package func without(_ isHidden: (String) -> Bool) -> ProfileResult {
        ProfileResult(
            profile: profile, context: context, timeline: timeline,
            series: series.map { series in
                ProfileSeries(
                    segment: series.segment, users: series.users, allUsers: series.allUsers,
                    attributes: series.attributes.filter { !isHidden($0.name) })
            })
    }

    package func title(_ key: ProfileRows.Key, _ attribute: AttributeProfile) -> BreakdownValue {
        key.breakdown(attribute.type, in: context.zone)
    }

    /// The element of a group's users in a row.
    package func element(
        _ group: ProfileElement.Group, _ key: ProfileRows.Key, _ attribute: AttributeProfile,
        series: Int
    ) -> ProfileElement {
        ProfileElement(
            group, series: series, row: .init(attribute.name, title(key, attribute)))
    }
}
