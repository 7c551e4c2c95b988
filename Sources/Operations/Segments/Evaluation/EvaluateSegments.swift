import Bitmaps
import Definitions
import Identities
import Metadata
import Segments

/// A segment's users at a data date, and what its parts have.
struct EvaluatedSegment: Sendable {
    let users: Bitmap
    /// Of a segment of containers.
    let containers: [SegmentEvaluation.Container]
}

/// Evaluates segments of every kind, those that they are made of first, all at one data date.
///
///     let evaluate = try await EvaluateSegments(space, on: "2026-10-31")
///     let sets = try await evaluate(["12": definition])
final class EvaluateSegments {
    private let space: SegmentSpace
    let catalogue: Catalogue
    let groups: EvaluateGroups
    private let day: CivilDate
    /// Names by id.
    let archived: [String: String]

    init(_ space: SegmentSpace, on date: String, cache: GroupCache) async throws {
        self.space = space
        guard let day = CivilDate(snapshotDate: date) else {
            throw OperationError("'\(date)' is no day; write it like 2026-10-31.")
        }
        catalogue = try await space.catalogue()
        groups = EvaluateGroups(space, catalogue: catalogue, cache: cache)
        archived = try await space.archivedNames()
        self.day = day
    }

    /// The segments asked for and those that they are made of, by id. `definitions`: of all of them.
    func callAsFunction(
        _ ids: [String], definitions: [String: SegmentDefinition]
    ) async throws -> [String: EvaluatedSegment] {
        let order = try SegmentComposition.order(of: ids, archived: archived) { definitions[$0] }
        var resolved: [String: [ResolvedContainer]] = [:]
        for id in order {
            guard case .containers(let containers)? = definitions[id] else { continue }
            try SegmentDefinition.containers(containers).validate(against: catalogue)
            resolved[id] = try SegmentDefinition.containers(containers).resolved(in: catalogue)
        }
        try await meetUsers(of: resolved.values.flatMap(\.self))
        let sets = try await groups(try resolved.values.flatMap { try requests($0) })
        var found: [String: EvaluatedSegment] = [:]
        for id in order {
            guard let definition = definitions[id] else { continue }
            try Task.checkCancellation()
            if let containers = resolved[id] {
                found[id] = try await evaluated(containers, sets)
            } else {
                found[id] = EvaluatedSegment(
                    users: try await users(of: definition, found), containers: [])
            }
        }
        return found
    }

    /// See `EvaluateGroups.meetUsers`.
    func meetUsers(of containers: [ResolvedContainer]) async throws {
        try await groups.meetUsers(of: requests(containers), containers.flatMap(\.joins))
    }

    func requests(_ containers: [ResolvedContainer]) throws -> [GroupRequest] {
        try containers.flatMap { container in
            try container.groups.map { try request($0, in: container) }
        }
    }

    func request(_ group: ResolvedGroup, in container: ResolvedContainer) throws -> GroupRequest {
        try GroupRequest(
            group, joins: container.joins, on: day, zone: space.home.zone)
    }

    /// The last millisecond of the data date: what "today" is for a question.
    private var dayEnd: Int64 {
        let next = CivilDate(daysSinceEpoch: day.daysSinceEpoch + 1)
        return space.home.zone.start(of: next) - 1
    }

    private func evaluated(
        _ containers: [ResolvedContainer], _ sets: [GroupRequest: Bitmap]
    ) async throws -> EvaluatedSegment {
        let evaluation = try await evaluation(containers, sets)
        return EvaluatedSegment(users: evaluation.members, containers: evaluation.containers)
    }

    func evaluation(
        _ containers: [ResolvedContainer], _ sets: [GroupRequest: Bitmap]
    ) async throws -> SegmentEvaluation {
        let byPlace = try byPlace(containers, sets)
        let mappings = try await mappings(containers)
        return SegmentEvaluation(containers, groups: byPlace) {
            mappings[$0] ?? KeyMapping(keys: [], users: [])
        }
    }

    /// The users of one container by itself.
    func users(
        of container: ResolvedContainer, _ sets: [GroupRequest: Bitmap]
    ) async throws -> Bitmap {
        let mappings = try await mappings([container])
        return SegmentEvaluation.users(of: container, try byPlace([container], sets)) {
            mappings[$0] ?? KeyMapping(keys: [], users: [])
        }
    }

    private func byPlace(
        _ containers: [ResolvedContainer], _ sets: [GroupRequest: Bitmap]
    ) throws -> [GroupPlace: Bitmap] {
        var byPlace: [GroupPlace: Bitmap] = [:]
        for container in containers {
            for group in container.groups {
                byPlace[group.place] = sets[try request(group, in: container)]
            }
        }
        return byPlace
    }

    private func mappings(
        _ containers: [ResolvedContainer]
    ) async throws -> [JoinPlan: KeyMapping] {
        var mappings: [JoinPlan: KeyMapping] = [:]
        for join in containers.flatMap(\.joins) where mappings[join] == nil {
            mappings[join] = try await groups.mapping(of: join.key, in: join.mapping)
        }
        return mappings
    }

    private func users(
        of definition: SegmentDefinition, _ found: [String: EvaluatedSegment]
    ) async throws -> Bitmap {
        switch definition {
        case .containers: preconditionFailure("containers are evaluated by their groups")
        case .list(let list):
            let store = ListStore(home: space.home.path)
            try store.resolve(list.id, users: Identities(home: space.home.path))
            return try store.users(of: list.id)
        case .sql(let connection, let text):
            return try await space.users(ofSQL: text, connection: connection)
        case .analysis(let question, let element):
            let segments = QuestionSegments(
                question.segmentIDs.compactMap { id in
                    found[id].map { part in
                        .init(
                            used: UsedSegment(
                                segment: id, name: id, version: 0, snapshot: 0, dataDate: "",
                                userCount: part.users.count), members: part.users)
                    }
                })
            let prepared = try PreparedQuestion(
                question, home: space.home, now: dayEnd, segments: segments)
            return Bitmap(
                try await NativeEngine(threads: space.threads, memoryLimit: space.memoryLimit)
                    .people(prepared, element: element))
        case .composite(let operation, let ids):
            return Self.combined(operation, ids.map { found[$0]?.users ?? Bitmap() })
        }
    }

    private static func combined(
        _ operation: SegmentDefinition.Operation, _ sets: [Bitmap]
    ) -> Bitmap {
        guard let first = sets.first else { return Bitmap() }
        return sets.dropFirst().reduce(first) { result, set in
            switch operation {
            case .union: result.union(set)
            case .intersect: result.intersection(set)
            case .subtract: result.subtracting(set)
            }
        }
    }
}
