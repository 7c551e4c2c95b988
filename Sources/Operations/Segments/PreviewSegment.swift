package import Bitmaps
package import Definitions
package import Segments

/// Evaluates a definition without saving anything, with the count of every part.
///
///     let preview = try await PreviewSegment(space, cache: cache)(definition)
///     preview.containers[0].groups[1].steps     // users left after each filter
///
/// Cost: groups that the cache knows cost nothing. Of the others, those of tables that are prepared (see
/// `PrepareTables`) or small take one pass over each table's image; those of large tables that are not
/// are counted by the warehouse.
package struct PreviewSegment: Sendable {
    private let space: SegmentSpace
    private let cache: GroupCache

    private let imageBytes: Int

    /// `cache`: kept between previews, so that editing one filter evaluates one group. `imageBytes`: a
    /// table that is not prepared and whose files are larger is left to its warehouse.
    package init(
        _ space: SegmentSpace, cache: GroupCache = GroupCache(limit: 1 << 30),
        imageBytes: Int = 32 << 20
    ) {
        self.space = space
        self.cache = cache
        self.imageBytes = imageBytes
    }

    package struct Step: Hashable, Sendable {
        /// What is kept: the filter, the range or the condition, as the group writes it.
        package let condition: Condition
        /// Distinct keys left after it and all before it.
        package let count: Int

        package enum Condition: Hashable, Sendable {
            case filter(Filter)
            case range(TimeRange)
            case having([AggregateCondition])
            case anyRow
        }
    }

    package struct Group: Hashable, Sendable {
        package let dataset: String
        /// Nil: the count is of users.
        package let key: String?
        package let isExcluded: Bool
        package let count: Int
        package let steps: [Step]
    }

    package struct Container: Hashable, Sendable {
        package let subtracts: Bool
        package let groups: [Group]
        package let counts: SegmentEvaluation.Container
    }

    package struct Answer: Sendable {
        package let dataDate: String
        package let users: Bitmap
        package let containers: [Container]
        /// Everybody, for shares.
        package let population: Int
        /// Rows without a key, which no group sees, by table: `payments`, and for another key of it
        /// `payments.account`. Nothing is known of the tables in `unprepared`.
        package let rowsWithoutKey: [String: Int]
        /// Tables that were read in their warehouse, since no image of their data is made yet.
        package let unprepared: [String]
    }

    /// `date`: the data date; nil: today.
    package func callAsFunction(
        _ definition: SegmentDefinition, on date: String? = nil
    ) async throws -> Answer {
        let date = date ?? space.today
        let evaluate = try await EvaluateSegments(space, on: date, cache: cache)
        let definitions = try await space.definitions(with: definition)
        let (resolved, steps) = try await steps(of: definition, evaluate)
        let warehouse = WarehouseGroups(
            groups: evaluate.groups, space: space, imageBytes: imageBytes)
        var unprepared = try await warehouse(
            resolved.flatMap(\.groups).map { .init(group: $0, steps: steps[$0.place] ?? []) })
        // A group is the last of its steps: one pass over a table counts all of them.
        let counts = try await evaluate.groups.counts(of: steps.values.flatMap(\.self))
        guard let found = try await evaluate([""], definitions: definitions)[""] else {
            preconditionFailure("what is asked for is evaluated")
        }
        unprepared.formUnion(try await warehouse.countPopulation())
        return Answer(
            dataDate: date, users: found.users,
            containers: Self.containers(resolved, found, steps, counts),
            population: try await evaluate.groups.populationCount(),
            rowsWithoutKey: evaluate.groups.rowsWithoutKey.filter { $0.value > 0 },
            unprepared: unprepared.sorted())
    }

    private func steps(
        of definition: SegmentDefinition, _ evaluate: EvaluateSegments
    ) async throws -> ([ResolvedContainer], [GroupPlace: [GroupRequest]]) {
        guard case .containers = definition else { return ([], [:]) }
        try definition.validate(against: evaluate.catalogue)
        let resolved = try definition.resolved(in: evaluate.catalogue)
        try await evaluate.meetUsers(of: resolved)
        var steps: [GroupPlace: [GroupRequest]] = [:]
        for container in resolved {
            for group in container.groups {
                let request = try evaluate.request(group, in: container)
                steps[group.place] = request.group.steps.map(request.with)
            }
        }
        return (resolved, steps)
    }

    private static func containers(
        _ resolved: [ResolvedContainer], _ found: EvaluatedSegment,
        _ steps: [GroupPlace: [GroupRequest]], _ counts: [GroupRequest: Int]
    ) -> [Container] {
        zip(resolved, found.containers).map { container, parts in
            Container(
                subtracts: container.subtracts,
                groups: container.groups.enumerated().map { index, group in
                    let names = conditions(group.group)
                    return Group(
                        dataset: group.group.dataset, key: group.key,
                        isExcluded: group.group.isExcluded, count: parts.groups[index],
                        steps: zip(names, steps[group.place] ?? []).map {
                            Step(condition: $0, count: counts[$1] ?? 0)
                        })
                }, counts: parts)
        }
    }

    /// In the order of `ScanGroup.steps`.
    private static func conditions(_ group: SegmentGroup) -> [Step.Condition] {
        [group.range.map { .range($0) } ?? .anyRow] + group.filters.map { .filter($0) }
            + group.having.map { .having([$0]) }
    }
}

extension PreviewSegment.Step.Condition {
    /// In words, as the table's labels have it.
    package func described(in names: SegmentNames, dataset: String) -> String {
        switch self {
        case .filter(let filter): names.filter(filter, on: dataset)
        case .range(let range): names.range(range)
        case .having(let conditions):
            conditions.map { names.condition($0, of: dataset) }.joined(separator: ", ")
        case .anyRow: names.anyRow
        }
    }
}
