import Bitmaps
import Definitions
import Segments

/// Evaluates many segments in one pass over the users: for each block of users the groups of all
/// tables, then all segments, so that no group's set is ever kept.
///
///     let sets = try await BulkEvaluation(evaluate, space).sets(of: ids, definitions: definitions)
///     sets.users(of: "12")
///
/// Lists, statements, people of charts, and segments that join on other keys are evaluated first and
/// enter the pass as sets.
struct BulkEvaluation {
    private let evaluate: EvaluateSegments
    private let space: SegmentSpace

    init(_ evaluate: EvaluateSegments, _ space: SegmentSpace) {
        self.evaluate = evaluate
        self.space = space
    }

    /// The sets of a pass, put together when they are asked for.
    struct Sets {
        fileprivate let scan: SegmentScanResult
        fileprivate let places: [String: Int]
        fileprivate let alone: [String: Bitmap]

        func users(of id: String) -> Bitmap {
            if let place = places[id] { return scan.bitmap(place) }
            return alone[id] ?? Bitmap()
        }
    }

    func sets(
        of ids: [String], definitions: [String: SegmentDefinition]
    ) async throws -> Sets {
        let order = try SegmentComposition.order(of: ids, archived: evaluate.archived) {
            definitions[$0]
        }
        let resolved = try resolve(order, definitions)
        try await evaluate.meetUsers(of: resolved.values.flatMap(\.self))
        let alone = order.filter { isAlone($0, definitions, resolved) }
        let found = try await evaluate(alone, definitions: definitions).mapValues(\.users)
        var plan = BulkPlan(sets: alone)
        let known = Set(alone)
        for id in order where !known.contains(id) {
            if let containers = resolved[id] {
                try plan.add(id, containers, evaluate)
            } else if case .composite(let operation, let parts)? = definitions[id] {
                plan.add(id, operation, of: parts)
            }
        }
        let scan = try await scan(plan, alone.map { found[$0] ?? Bitmap() })
        return Sets(scan: scan, places: plan.places, alone: found)
    }

    private func resolve(
        _ order: [String], _ definitions: [String: SegmentDefinition]
    ) throws -> [String: [ResolvedContainer]] {
        var resolved: [String: [ResolvedContainer]] = [:]
        for id in order {
            guard let definition = definitions[id], case .containers = definition else { continue }
            do {
                try definition.validate(against: evaluate.catalogue)
                resolved[id] = try definition.resolved(in: evaluate.catalogue)
            } catch {
                throw error.moved(into: "/segments/\(id)")
            }
        }
        return resolved
    }

    private func isAlone(
        _ id: String, _ definitions: [String: SegmentDefinition],
        _ resolved: [String: [ResolvedContainer]]
    ) -> Bool {
        if let containers = resolved[id] { return containers.contains { !$0.joins.isEmpty } }
        if case .composite? = definitions[id] { return false }
        return true
    }

    private func scan(_ plan: BulkPlan, _ sets: [Bitmap]) async throws -> SegmentScanResult {
        let sources = TableSources(context: space.context)
        var tables: [SegmentScan.Table] = []
        var needsBase = false
        for (name, groups) in zip(plan.tables, plan.groups) {
            let source = try await sources.source(
                of: evaluate.groups.table(name), key: nil, fields: Set(groups.flatMap(\.fields)))
            tables.append(
                try SegmentScan.Table(groups, over: source, zone: space.home.zone))
            needsBase = needsBase || groups.contains(where: \.acceptsNoRows)
        }
        return try await SegmentScan(
            tables: tables, sets: sets,
            base: needsBase ? try await evaluate.groups.population() : nil,
            segments: plan.programs
        ).run(space.spillingRunner())
    }
}

/// Segments as set algebra over the groups of tables, outside sets and each other.
private struct BulkPlan {
    private(set) var tables: [String] = []
    private(set) var groups: [[ScanGroup]] = []
    private(set) var programs: [SegmentProgram] = []
    private(set) var places: [String: Int] = [:]
    private var inputs: [GroupRequest: SegmentProgram.Input] = [:]
    private let sets: [String: Int]

    init(sets ids: [String]) {
        sets = Dictionary(
            ids.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    mutating func add(
        _ id: String, _ containers: [ResolvedContainer], _ evaluate: EvaluateSegments
    ) throws {
        var parts: [SegmentProgram.Container] = []
        for container in containers {
            var (included, excluded) = ([SegmentProgram.Input](), [SegmentProgram.Input]())
            for group in container.groups {
                let input = input(try evaluate.request(group, in: container))
                if group.group.isExcluded { excluded.append(input) } else { included.append(input) }
            }
            parts.append(.init(included, excluding: excluded, subtracts: container.subtracts))
        }
        append(id, SegmentProgram(parts))
    }

    mutating func add(
        _ id: String, _ operation: SegmentDefinition.Operation, of parts: [String]
    ) {
        append(
            id,
            SegmentProgram(
                operation,
                of: parts.compactMap { part in
                    sets[part].map { .set($0) } ?? places[part].map { .segment($0) }
                }))
    }

    private mutating func append(_ id: String, _ program: SegmentProgram) {
        places[id] = programs.count
        programs.append(program)
    }

    /// Equal groups are one.
    private mutating func input(_ request: GroupRequest) -> SegmentProgram.Input {
        if let known = inputs[request] { return known }
        let table = tables.firstIndex(of: request.table) ?? tables.count
        if table == tables.count {
            tables.append(request.table)
            groups.append([])
        }
        groups[table].append(request.group)
        let input = SegmentProgram.Input.group(table: table, index: groups[table].count - 1)
        inputs[request] = input
        return input
    }
}
