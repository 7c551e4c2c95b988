package import Definitions

/// A profile as `docs/guide/profile.md` words it, counted from lists of users: slow and plain. What is
/// made of the counts (`AttributeProfile`) has tests of its own.
package enum ProfileReference {
    /// `range` nil: the days of the data. `source`: the users whom the profile is of; nil for everyone.
    /// `timeline`: the periods, where the question asks for them.
    package static func answer(
        _ profile: Profile, over journeys: JourneySet, range: ResolvedRange,
        timeline: TrendTimeline?, source: Set<String>? = nil
    ) -> ProfileAnswer {
        let known = EstimateReference.adding(profile.scope.estimates, to: journeys, range: range)
        let filter = ReferenceFilter(types: journeys.propertyTypes, zone: journeys.zone)
        func has(_ journey: Journey, _ filters: [Filter]) -> Bool {
            journey.events.contains { range.contains($0.time) && filter.passes(filters, $0) }
        }
        let asked = known.asked(by: profile.scope)
        let everyone = known.users.filter { has($0, []) }
        var answer = ProfileAnswer(series: [], users: [:])
        for (index, segment) in profile.scope.segments.enumerated() {
            let set = everyone.filter { journey in
                has(journey, profile.scope.filters) && asked.contains(journey.user)
                    && source?.contains(journey.user) ?? true
                    && segment.holds(journey.user, journeys.segments)
            }
            let group = ReferenceGroup(
                profile: profile, journeys: journeys, timeline: timeline, series: index,
                everyone: everyone, set: set)
            answer.series.append(group.series(segment, users: &answer.users))
        }
        return answer
    }
}

/// One series' set and everyone.
private struct ReferenceGroup {
    let profile: Profile
    let journeys: JourneySet
    let timeline: TrendTimeline?
    let series: Int
    let everyone: [Journey]
    let set: [Journey]

    func series(
        _ segment: SegmentChoice, users: inout [ProfileElement: Set<String>]
    ) -> ProfileSeries {
        users[ProfileElement(.set, series: series)] = Set(set.map(\.user))
        users[ProfileElement(.all, series: series)] = Set(everyone.map(\.user))
        let names =
            profile.attributes ?? journeys.attributeTypes.keys.sorted()
            + profile.scope.estimates.map(\.name)
        return ProfileSeries(
            segment: segment, users: set.count, allUsers: everyone.count,
            attributes: names.map { attribute($0, users: &users) })
    }

    private func estimate(_ name: String) -> Estimate? {
        profile.scope.estimates.first { $0.name == name }
    }

    private func type(_ name: String) -> DatasetSchema.PropertyType {
        estimate(name).map { estimate in
            estimate.type(of: estimate.property.flatMap { journeys.propertyTypes[$0] })
        } ?? journeys.attributeTypes[name] ?? .text
    }

    private func attribute(
        _ name: String, users: inout [ProfileElement: Set<String>]
    ) -> AttributeProfile {
        let type = type(name)
        func having(_ group: [Journey], _ value: Value?) -> [Journey] {
            group.filter { $0.attributes[name] == value }
        }
        let values = Set(everyone.compactMap { $0.attributes[name] })
            .sorted { Value.precedes($0, $1) }
        let counts = ValueCounts(
            values.map {
                .init($0, set: having(set, $0).count, all: having(everyone, $0).count)
            }, noneInSet: having(set, nil).count, noneInAll: having(everyone, nil).count)
        let rows = ProfileRows(counts, type: type, limit: profile.limit)
        for (place, key) in rows.keys.enumerated() {
            let row = ProfileElement.Row(name, key.breakdown(type, in: journeys.zone))
            for (group, journeys) in [(ProfileElement.Group.set, set), (.all, everyone)] {
                users[ProfileElement(group, series: series, row: row)] = Set(
                    journeys.filter { rows.row(of: $0.attributes[name]) == place }.map(\.user))
            }
        }
        return AttributeProfile(
            name, type, counts, rows: rows, points: points(name, type, rows, users: &users))
    }

    private func points(
        _ name: String, _ type: DatasetSchema.PropertyType, _ rows: ProfileRows,
        users: inout [ProfileElement: Set<String>]
    ) -> [ProfilePoint] {
        guard let timeline, let estimate = estimate(name), estimate.isOfEvents else { return [] }
        return (0..<timeline.count).map { point in
            let values = EstimateReference.values(
                of: estimate, over: journeys, range: timeline.span(of: point))
            let here = set.filter { values[$0.user] != nil }
            let members = rows.keys.indices.map { place in
                here.filter { rows.row(of: values[$0.user]) == place }.map(\.user)
            }
            for (place, key) in rows.keys.enumerated() where key != .none {
                let row = ProfileElement.Row(name, key.breakdown(type, in: journeys.zone))
                users[ProfileElement(.point(point), series: series, row: row)] = Set(
                    members[place])
            }
            return ProfilePoint(users: members.map(\.count), total: here.count)
        }
    }
}
