import Bitmaps
package import Definitions
package import Metadata
package import Segments

/// Why a user is in a segment or not: every filter, group and container true or false, with the user's
/// own values.
///
///     let why = try await ExplainMembership(space)(segment, user: "ann")
///
/// It evaluates the segment's current definition on today's data.
package struct ExplainMembership: Sendable {
    private let space: SegmentSpace
    private let cache: GroupCache

    package init(_ space: SegmentSpace, cache: GroupCache = GroupCache(limit: 1 << 30)) {
        self.space = space
        self.cache = cache
    }

    package struct Condition: Hashable, Sendable {
        package let condition: PreviewSegment.Step.Condition
        /// Whether a row of the user satisfies it, by itself.
        package let holds: Bool
    }

    package struct Group: Hashable, Sendable {
        package let dataset: String
        package let isExcluded: Bool
        /// Whether the user is among whom the group gives.
        package let holds: Bool
        package let conditions: [Condition]
        /// The user's own values of the fields that the group reads, row by row, some rows of many.
        package let fields: [String]
        package let rows: [[Value?]]

        func hiding(_ isHidden: (_ field: String, _ table: String) -> Bool) -> Group {
            let hidden = fields.map { isHidden($0, dataset) }
            return Group(
                dataset: dataset, isExcluded: isExcluded, holds: holds, conditions: conditions,
                fields: fields,
                rows: rows.map { row in
                    zip(row, hidden).map { value, isHidden in
                        isHidden && value != nil ? .text(Masking.mask) : value
                    }
                })
        }
    }

    package struct Container: Hashable, Sendable {
        package let subtracts: Bool
        package let holds: Bool
        package let groups: [Group]

        func hiding(_ isHidden: (_ field: String, _ table: String) -> Bool) -> Container {
            Container(
                subtracts: subtracts, holds: holds, groups: groups.map { $0.hiding(isHidden) })
        }
    }

    package struct Answer: Hashable, Sendable {
        package let isMember: Bool
        /// Of a segment of containers.
        package let containers: [Container]
        /// Of a composite: which of its segments have the user.
        package let parts: [Part]

        /// The same with a mask in place of the user's own values of these fields.
        func hiding(_ isHidden: (_ field: String, _ table: String) -> Bool) -> Answer {
            Answer(
                isMember: isMember, containers: containers.map { $0.hiding(isHidden) },
                parts: parts)
        }

        package struct Part: Hashable, Sendable {
            package let segment: String
            package let holds: Bool
        }
    }

    private static let shownRows = 5

    package func callAsFunction(
        _ segment: SegmentRecord, user: String
    ) async throws -> Answer {
        let definition = try await space.currentVersion(of: segment).parsed
        return try await self(definition, user: user)
    }

    package func callAsFunction(
        _ definition: SegmentDefinition, user: String
    ) async throws -> Answer {
        let number = try space.user(user)
        let evaluate = try await EvaluateSegments(space, on: space.today, cache: cache)
        let definitions = try await space.definitions(with: definition)
        let found = try await evaluate([""], definitions: definitions)
        let containers = try await Explanation(
            user: number, evaluate: evaluate, space: space
        ).containers(of: definition)
        return Answer(
            isMember: found[""]?.users.contains(number) ?? false, containers: containers,
            parts: SegmentComposition.parts(of: definition).map {
                .init(segment: $0, holds: found[$0]?.users.contains(number) ?? false)
            })
    }

    private struct Explanation {
        let user: UInt32
        let evaluate: EvaluateSegments
        let space: SegmentSpace

        func containers(of definition: SegmentDefinition) async throws -> [Container] {
            guard case .containers = definition else { return [] }
            var containers: [Container] = []
            for resolved in try definition.resolved(in: evaluate.catalogue) {
                let alone = ResolvedContainerSet(resolved, evaluate)
                var groups: [Group] = []
                for group in resolved.groups { groups.append(try await explain(group, resolved)) }
                containers.append(
                    Container(
                        subtracts: resolved.subtracts,
                        holds: try await alone.users().contains(user), groups: groups))
            }
            return containers
        }

        private func explain(
            _ group: ResolvedGroup, _ container: ResolvedContainer
        ) async throws -> Group {
            let request = try evaluate.request(group, in: container)
            let parts = Self.parts(of: group.group, request)
            let sets = try await evaluate.groups(parts.map(\.request) + [request])
            let keys = try await keys(of: group, in: container)
            func holds(_ request: GroupRequest) -> Bool {
                sets[request].map { set in keys.contains { set.contains($0) } } ?? false
            }
            let fields = Array(Set(request.group.fields)).sorted()
            return Group(
                dataset: group.group.dataset, isExcluded: group.group.isExcluded,
                holds: holds(request),
                conditions: parts.map {
                    Condition(condition: $0.condition, holds: holds($0.request))
                },
                fields: fields.map { $0 == TableImages.timeField ? "time" : $0 },
                rows: try await evaluate.groups.values(
                    of: keys, request, fields: fields, limit: ExplainMembership.shownRows))
        }

        /// The user, or the values of the group's other key that are theirs.
        private func keys(
            of group: ResolvedGroup, in container: ResolvedContainer
        ) async throws -> [UInt32] {
            guard let key = group.key, let join = container.joins.first(where: { $0.key == key })
            else { return [user] }
            return try await evaluate.groups.mapping(of: key, in: join.mapping).keys(of: user)
        }

        /// Each condition by itself; aggregates over the rows that all filters keep.
        private static func parts(
            of group: SegmentGroup, _ request: GroupRequest
        ) -> [(condition: PreviewSegment.Step.Condition, request: GroupRequest)] {
            let whole = request.group
            var parts = group.filters.map { filter in
                (
                    PreviewSegment.Step.Condition.filter(filter),
                    request.with(ScanGroup(filters: [filter]))
                )
            }
            if let range = group.range {
                parts.append((.range(range), request.with(ScanGroup(range: whole.range))))
            }
            for condition in group.having {
                let alone = ScanGroup(
                    filters: whole.filters, range: whole.range, having: [condition])
                parts.append((.having([condition]), request.with(alone)))
            }
            return parts
        }
    }
}

/// The users of one container by itself.
private struct ResolvedContainerSet {
    private let container: ResolvedContainer
    private let evaluate: EvaluateSegments

    init(_ container: ResolvedContainer, _ evaluate: EvaluateSegments) {
        self.container = container
        self.evaluate = evaluate
    }

    func users() async throws -> Bitmap {
        let sets = try await evaluate.groups(evaluate.requests([container]))
        return try await evaluate.users(of: container, sets)
    }
}
