import Attributes
import Behavior
import Definitions
import EventStore

extension NativeEngine {
    /// Every user's value of an attribute: of an estimate worked out, of a stored one read.
    func values(_ name: String, _ prepared: PreparedQuestion) async throws -> UserValues {
        if let estimate = prepared.estimate(name) {
            return try await EstimateEngine(
                dataset: prepared.dataset, runner: runner
            ).values(of: estimate, in: prepared.frame(of: estimate), zone: prepared.zone)
        }
        guard let column = try prepared.attributes.column(name) else {
            throw AnalysisError.unknownAttribute(name)
        }
        return UserValues(column)
    }

    /// The attributes by which the question's answer is split.
    func attributes(_ prepared: PreparedQuestion) async throws -> [String: UserAttribute] {
        guard let name = prepared.question.breakdownAttribute, prepared.estimate(name) != nil else {
            return try prepared.breakdownAttributes()
        }
        return [name: try await values(name, prepared).attribute(in: prepared.zone)]
    }

    /// The segments, and whom the question is about where it filters users.
    func asked(_ prepared: PreparedQuestion) async throws -> [String: UserMask] {
        let filters = prepared.question.scope.userFilters
        let names = Set(filters.flatMap(\.properties))
        var segments = prepared.segments.masks(limit: prepared.dataset.userNumberLimit)
        guard names.contains(where: { prepared.estimate($0) != nil }) else {
            segments[SegmentChoice.everyone] = try prepared.askedUsers()
            return segments
        }
        var found: [String: UserValues] = [:]
        for name in names { found[name] = try await values(name, prepared) }
        segments[SegmentChoice.everyone] = UserValues.mask(
            filters, of: found, zone: prepared.zone, limit: prepared.dataset.userNumberLimit)
        return segments
    }

    /// What answers a profile, and what it asks.
    func profileEngine(
        _ prepared: PreparedQuestion, _ profile: Profile
    ) async throws -> (ProfileEngine, ProfileEngine.Asked) {
        var found: [String: UserValues] = [:]
        let names = prepared.attributeNames(of: profile)
        for name in names { found[name] = try await values(name, prepared) }
        var source: UserMask?
        if let part = profile.source {
            let users = try await people(prepared.source(part), element: part.element)
            source = UserMask(limit: prepared.dataset.userNumberLimit, users)
        }
        let asked = ProfileEngine.Asked(
            range: prepared.range ?? .always, zone: prepared.zone, names: names, source: source,
            timeline: try prepared.timeline(of: profile))
        return (
            ProfileEngine(
                dataset: prepared.dataset, attributes: found, runner: runner), asked
        )
    }
}

extension PreparedQuestion {
    /// The question whose element is profiled, made ready; its errors point into it.
    func source(_ source: Profile.Source) throws -> PreparedQuestion {
        do {
            // The same dataset stays open: both questions read one state of it.
            let isSame = source.question.scope.dataset == question.scope.dataset
            return try PreparedQuestion(
                source.question, home: home, now: now, segments: segments,
                dataset: isSame ? dataset : nil)
        } catch let error as DefinitionError {
            throw DefinitionError(error.code, at: "/of/question" + error.pointer, error.detail)
        }
    }
}
