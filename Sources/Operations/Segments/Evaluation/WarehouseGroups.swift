import Bitmaps
import Definitions
import SQL
import SegmentSQL
import Segments
import Warehouses

/// Groups of large tables that are not prepared, answered by the warehouse that holds them: what the
/// first preview of a table waits for.
///
///     let tables = try await WarehouseGroups(evaluate, space)(resolved, steps)
///
/// The answers go into the evaluation's cache, where it finds them. Cost: two statements a group, which
/// read the columns of its conditions and the key; a look-up for each key that the group gives. Where the
/// cache has everything the warehouse is not opened.
struct WarehouseGroups {
    let groups: EvaluateGroups
    let space: SegmentSpace
    /// Bytes of a table's files up to which its image is made at once: that takes a second, and every
    /// further question is quicker.
    let imageBytes: Int

    /// A group, and what is asked of it.
    struct Asked {
        let group: ResolvedGroup
        /// As `ScanGroup.steps`; the last is the group.
        let steps: [GroupRequest]
    }

    /// The tables that were read this way.
    func callAsFunction(_ asked: [Asked]) async throws -> Set<String> {
        var tables: Set<String> = []
        let numbers = try KeySpace(home: space.home, key: nil)
        var found: [(request: GroupRequest, members: Bitmap)] = []
        for part in asked where try await fits(part) {
            tables.insert(part.group.table.name)
            guard let request = part.steps.last else { continue }
            let isNew = !found.contains { $0.request == request }
            let wantsMembers = try await isMissing(request) && isNew
            let wantsCounts = try await missesCount(part.steps)
            guard wantsMembers || wantsCounts else { continue }
            let sql = try await Statements(part, groups, space)
            if wantsMembers { found.append((request, try await sql.members(numbers))) }
            if wantsCounts { try await keep(sql.counts(), of: part.steps) }
        }
        try numbers.commit()
        // Now, since new users may be what a cached set depends on.
        for (request, members) in found {
            groups.cache[try await groups.cacheKey(request)] = GroupOutcome(
                members: members, nullKeyCount: nil)
        }
        return tables
    }

    /// Counts all users where the population's table is one that the warehouse answers.
    func countPopulation() async throws -> Set<String> {
        guard let name = groups.catalogue.population else { return [] }
        let everyone = GroupRequest(everyoneIn: name)
        let part = Asked(
            group: ResolvedGroup(everyoneIn: try groups.table(name)), steps: [everyone])
        guard try await missesCount([everyone]), try await fits(part) else { return [] }
        try await keep(Statements(part, groups, space).counts(), of: [everyone])
        return [name]
    }

    private func isMissing(_ request: GroupRequest) async throws -> Bool {
        groups.cache[try await groups.cacheKey(request)] == nil
    }

    private func missesCount(_ steps: [GroupRequest]) async throws -> Bool {
        for step in steps
        where groups.cache.memberCount(of: try await groups.cacheKey(step)) == nil { return true }
        return false
    }

    private func keep(_ counts: [Int], of steps: [GroupRequest]) async throws {
        for (step, count) in zip(steps, counts) {
            groups.cache.keep(memberCount: count, of: try await groups.cacheKey(step))
        }
    }

    /// Whether the warehouse is asked: about users, of a large table without an image.
    private func fits(_ part: Asked) async throws -> Bool {
        let table = part.group.table
        guard part.group.key == nil, case .warehouse(let connection, _) = table.source else {
            return false
        }
        if part.group.group.acceptsNoRows {
            guard let name = groups.catalogue.population,
                case .warehouse(connection, _) = try groups.table(name).source
            else { return false }
        }
        let images = TableImages(context: space.context)
        guard try await images.byteCount(of: table) > imageBytes else { return false }
        let fields = Set(part.steps.last?.group.fields ?? [])
        return try await images.made(of: table, key: nil, fields: fields) == nil
    }
}

/// The statements of one group.
private struct Statements {
    private let sql: GroupSQL
    private let table: CatalogueTable
    private let context: CatalogueContext

    init(
        _ asked: WarehouseGroups.Asked, _ groups: EvaluateGroups, _ space: SegmentSpace
    ) async throws {
        table = asked.group.table
        context = space.context
        var tables = [table]
        if asked.group.group.acceptsNoRows, let name = groups.catalogue.population {
            tables.append(try groups.table(name))
        }
        var known: [String: SegmentTable] = [:]
        for table in tables where known[table.name] == nil {
            let session = try await CatalogueSession(context, for: table)
            known[table.name] = SegmentTable(
                try await session.closing { try await session.relation(of: table) }, of: table)
        }
        sql = try GroupSQL(
            asked.group, range: asked.steps.last?.group.range?.instants,
            catalogue: groups.catalogue, tables: SegmentTables(known), zone: space.home.zone)
    }

    /// The users of the group.
    func members(_ numbers: KeySpace) async throws -> Bitmap {
        var members = Bitmap()
        try await read(sql.keys) { batch in
            var found = try numbers.numbers(of: batch.columns[0])
            found.sort()
            members.insert(contentsOf: found)
        }
        members.compact()
        return members
    }

    /// Of each step.
    func counts() async throws -> [Int] {
        var counts: [Int] = []
        try await read(sql.waterfall) { batch in
            for case .integer(let column) in batch.columns { counts.append(Int(column.values[0])) }
        }
        return counts
    }

    private func read(_ query: Query, _ body: (RowBatch) throws -> Void) async throws {
        let text = try DuckDB().text(of: query)
        let session = try await CatalogueSession(context, for: table)
        try await session.closing {
            let rows = try await session.session.rows(
                Statement(text.text, text.parameters.map(\.parameter)))
            while let batch = try await rows.next() {
                try Task.checkCancellation()
                try body(batch)
            }
        }
    }
}
