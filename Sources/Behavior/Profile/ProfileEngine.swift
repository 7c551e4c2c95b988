package import Definitions
package import EventStore

/// Compares a set of users with all users of a dataset, attribute by attribute.
///
///     let engine = ProfileEngine(dataset: dataset, attributes: values, threads: 2)
///     let series = try await engine.answer(profile, asked, segments: [:])
///
/// The question must have been checked against the dataset's schema. Cost: a pass over the times, one over
/// what the filters read, then one look-up a user and attribute; with periods one pass more over what each
/// rule reads.
package struct ProfileEngine: Sendable {
    package let dataset: EventDataset
    /// By name, stored and estimated.
    private let attributes: [String: UserValues]
    private let engine: EstimateEngine

    package init(
        dataset: EventDataset, attributes: [String: UserValues], threads: Int,
        progress: BlockRunner.Progress? = nil
    ) {
        self.init(
            dataset: dataset, attributes: attributes,
            runner: BlockRunner(threads: threads, progress: progress))
    }

    package init(
        dataset: EventDataset, attributes: [String: UserValues], runner: BlockRunner
    ) {
        self.dataset = dataset
        self.attributes = attributes
        engine = EstimateEngine(dataset: dataset, runner: runner)
    }

    /// What a profile depends on beside the dataset.
    package struct Asked: Sendable {
        package let range: ResolvedRange
        package let zone: Zone
        /// The attributes that are told of, by name.
        package let names: [String]
        /// The users whom the profile is of; nil for everyone.
        package let source: UserMask?
        /// The periods; nil where none are asked for.
        package let timeline: TrendTimeline?

        package init(
            range: ResolvedRange, zone: Zone, names: [String], source: UserMask?,
            timeline: TrendTimeline?
        ) {
            self.range = range
            self.zone = zone
            self.names = names
            self.source = source
            self.timeline = timeline
        }
    }

    /// The profile of each of the question's segments. `segments` holds the members of every segment
    /// that the question names.
    package func answer(
        _ profile: Profile, _ asked: Asked, segments: [String: UserMask]
    ) async throws -> [ProfileSeries] {
        let everyone = try await engine.users(in: asked.range, zone: asked.zone)
        let chosen = try await set(profile, asked, everyone)
        var periods: [String: [UserValues]] = [:]
        for estimate in profile.scope.estimates
        where estimate.isOfEvents
            && asked.names.contains(where: { $0.isSameText(as: estimate.name) })
        {
            periods[estimate.name] = try await values(of: estimate, in: asked)
        }
        var series: [ProfileSeries] = []
        for segment in profile.scope.segments {
            let members = try segment.members(in: segments, limit: dataset.userNumberLimit)
            let set = members.map { chosen.intersection($0) } ?? chosen
            var found: [AttributeProfile] = []
            for name in asked.names {
                let values = try self.values(name)
                let counts = values.counts(set, everyone)
                let rows = ProfileRows(counts, type: values.type, limit: profile.limit)
                found.append(
                    AttributeProfile(
                        name, values.type, counts, rows: rows,
                        points: (periods[name] ?? []).map { $0.point(set, rows) }))
            }
            series.append(
                ProfileSeries(
                    segment: segment, users: set.count, allUsers: everyone.count,
                    attributes: found))
        }
        return series
    }

    /// The numbers of the users of one element, ascending.
    package func people(
        _ profile: Profile, element: ProfileElement, _ asked: Asked, segments: [String: UserMask]
    ) async throws -> [UInt32] {
        let everyone = try await engine.users(in: asked.range, zone: asked.zone)
        var set = try await set(profile, asked, everyone)
        if let members = try profile.scope.segments[element.series].members(
            in: segments, limit: dataset.userNumberLimit)
        {
            set = set.intersection(members)
        }
        let group = element.group == .all ? everyone : set
        guard let row = element.row else { return group.numbers }
        guard let name = asked.names.first(where: { $0.isSameText(as: row.attribute) }) else {
            throw DefinitionError.unknownName(
                row.attribute, kind: "attribute", at: "/element", known: asked.names)
        }
        let values = try self.values(name)
        let rows = ProfileRows(
            values.counts(set, everyone), type: values.type, limit: profile.limit)
        guard case .point(let point) = element.group else {
            return values.users(in: group, of: row.value, rows, asked.zone)
        }
        guard let timeline = asked.timeline, point < timeline.count,
            let estimate = profile.scope.estimates.first(where: { $0.name.isSameText(as: name) }),
            estimate.isOfEvents
        else {
            throw DefinitionError.unknownName(
                element.id, kind: "element", at: "/element", known: ["set", "all"])
        }
        let frame = frame(timeline.span(of: point), asked.zone)
        return try await engine.values(of: estimate, in: frame, zone: asked.zone)
            .users(in: group, of: row.value, rows, asked.zone)
    }

    /// Users with an event that passes the filters who are in the source.
    private func set(
        _ profile: Profile, _ asked: Asked, _ everyone: UserMask
    ) async throws -> UserMask {
        var set = everyone
        if !profile.scope.filters.isEmpty {
            set = try await engine.users(
                in: asked.range, filters: profile.scope.filters, zone: asked.zone)
        }
        return asked.source.map { set.intersection($0) } ?? set
    }

    private func values(_ name: String) throws(AnalysisError) -> UserValues {
        guard let values = attributes[name] else { throw .unknownAttribute(name) }
        return values
    }

    /// The users' values in each period.
    private func values(of estimate: Estimate, in asked: Asked) async throws -> [UserValues] {
        var values: [UserValues] = []
        for point in 0..<(asked.timeline?.count ?? 0) {
            guard let span = asked.timeline?.span(of: point) else { continue }
            values.append(
                try await engine.values(of: estimate, in: frame(span, asked.zone), zone: asked.zone)
            )
        }
        return values
    }

    private func frame(_ range: ResolvedRange, _ zone: Zone) -> EstimateFrame {
        EstimateFrame(
            range, dataFrom: dataset.partitions.map(\.firstTime).min(),
            dataUntil: dataset.dataUntil, zone: zone)
    }
}
