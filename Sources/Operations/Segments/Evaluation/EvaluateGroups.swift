import Bitmaps
import Definitions
import Foundation
import Identities
import Segments

/// Evaluates groups: all on one table and key in one pass, each only where it is not known yet.
final class EvaluateGroups {
    private let space: SegmentSpace
    let catalogue: Catalogue
    let cache: GroupCache
    private var sources: TableSources { TableSources(context: space.context) }
    private var mappings: [String: KeyMapping] = [:]
    /// Of tables' data, by table.
    private var versions: [String: String] = [:]
    private var populationUsers: Bitmap?
    /// Rows that had no key, by table: `payments`, and for another key of it `payments.account`.
    private(set) var rowsWithoutKey: [String: Int] = [:]

    init(_ space: SegmentSpace, catalogue: Catalogue, cache: GroupCache) {
        self.space = space
        self.catalogue = catalogue
        self.cache = cache
    }

    /// Makes everybody known whom the tables of requests and joins name, where "zero times" means all
    /// whom the home knows: else an answer would depend on which table is read first.
    func meetUsers(of requests: [GroupRequest], _ joins: [JoinPlan]) async throws {
        guard catalogue.population == nil,
            requests.contains(where: { $0.key == nil && $0.group.acceptsNoRows })
        else { return }
        for (name, part) in Dictionary(grouping: requests.filter { $0.key == nil }, by: \.table) {
            _ = try await sources.source(
                of: table(name), key: nil, fields: Set(part.flatMap(\.group.fields)))
        }
        for join in joins { _ = try await mapping(of: join.key, in: join.mapping) }
    }

    /// The sets of the requests, each once.
    func callAsFunction(_ requests: [GroupRequest]) async throws -> [GroupRequest: Bitmap] {
        var found: [GroupRequest: Bitmap] = [:]
        let distinct = Array(Set(requests))
        for (place, part) in Dictionary(grouping: distinct, by: { Place($0) }) {
            var missing: [GroupRequest] = []
            for request in part {
                if let known = cache[try await cacheKey(request)] {
                    note(known, place)
                    found[request] = known.members
                } else {
                    missing.append(request)
                }
            }
            guard !missing.isEmpty else { continue }
            let outcomes = try await evaluate(missing.map(\.group), place, table(place.table))
            for (request, outcome) in zip(missing, outcomes) {
                cache[try await cacheKey(request)] = outcome
                note(outcome, place)
                found[request] = outcome.members
            }
        }
        return found
    }

    /// How many keys each of the requests has; sets are made only where the number is not known.
    func counts(of requests: [GroupRequest]) async throws -> [GroupRequest: Int] {
        var found: [GroupRequest: Int] = [:]
        for request in Set(requests) {
            found[request] = cache.memberCount(of: try await cacheKey(request))
        }
        let missing = requests.filter { found[$0] == nil }
        return try await found.merging(self(missing).mapValues(\.count)) { $1 }
    }

    /// Groups that one pass can do together.
    private struct Place: Hashable {
        let table: String
        let key: String?
        let mapping: String?

        init(_ request: GroupRequest) {
            table = request.table
            key = request.key
            mapping = request.mapping
        }
    }

    /// A group that accepts no rows depends on who there is, too.
    func cacheKey(_ request: GroupRequest) async throws -> GroupCache.Key {
        var version = try await version(of: request.table)
        if let mapping = request.mapping {
            version += " | " + (try await self.version(of: mapping))
        }
        if request.group.acceptsNoRows {
            if let name = catalogue.population {
                version += " | " + (try await self.version(of: name))
            } else {
                version += " | \(try space.userCount())"
            }
        }
        return .init(
            table: request.table, version: version, key: request.key, group: request.group)
    }

    /// Looked up once: what one evaluation keeps, it keeps as of its start.
    private func version(of name: String) async throws -> String {
        if let known = versions[name] { return known }
        let version = try await TableImages(context: space.context).version(of: table(name))
        versions[name] = version
        return version
    }

    private func note(_ outcome: GroupOutcome, _ place: Place) {
        let name = place.table + (place.key.map { "." + $0 } ?? "")
        if let count = outcome.nullKeyCount { rowsWithoutKey[name] = count }
    }

    func table(_ name: String) throws -> CatalogueTable {
        guard let table = catalogue.table(name) else {
            throw OperationError.unknownTable(
                name, in: "catalogue", known: catalogue.tables.map(\.name))
        }
        return table
    }

    private func evaluate(
        _ groups: [ScanGroup], _ place: Place, _ table: CatalogueTable
    ) async throws -> [GroupOutcome] {
        let source = try await sources.source(
            of: table, key: place.key, fields: Set(groups.flatMap(\.fields)))
        let needsBase = groups.contains(where: \.acceptsNoRows)
        return try await scan(
            groups, source, base: needsBase ? try await base(place) : nil)
    }

    private func scan(
        _ groups: [ScanGroup], _ source: some ScanSource, base: Bitmap?
    ) async throws -> [GroupOutcome] {
        try await GroupScan(groups, over: source, zone: space.home.zone, base: base)
            .run(space.scanRunner())
    }

    /// The rows of some keys, aligned to `fields`.
    func values(
        of keys: [UInt32], _ request: GroupRequest, fields: [String], limit: Int
    ) async throws -> [[Value?]] {
        guard !fields.isEmpty else { return [] }
        let source = try await sources.source(
            of: table(request.table), key: request.key, fields: Set(fields))
        var rows: [[Value?]] = []
        for key in keys where rows.count < limit {
            rows += try source.values(of: key, fields: fields, limit: limit - rows.count)
        }
        return rows
    }

    /// Who there is: the values of a key in its mapping table, or the users of the population.
    private func base(_ place: Place) async throws -> Bitmap {
        guard let key = place.key else { return try await population() }
        guard let mapping = place.mapping else { return Bitmap() }
        return try await self.mapping(of: key, in: table(mapping)).keys
    }

    /// All users there are: those of the population table, else all whom the home knows.
    func population() async throws -> Bitmap {
        if let populationUsers { return populationUsers }
        var users = Bitmap(0..<UInt32(try space.userCount()))
        if let name = catalogue.population {
            let everyone = GroupRequest(everyoneIn: name)
            users = try await self([everyone])[everyone] ?? Bitmap()
        }
        populationUsers = users
        return users
    }

    /// How many users there are.
    func populationCount() async throws -> Int {
        guard populationUsers == nil, let name = catalogue.population else {
            return try await population().count
        }
        let everyone = GroupRequest(everyoneIn: name)
        return try await counts(of: [everyone])[everyone] ?? 0
    }

    /// Which users the values of a key belong to.
    func mapping(of key: String, in table: CatalogueTable) async throws -> KeyMapping {
        let name = key + " " + table.name
        if let known = mappings[name] { return known }
        let keys = try KeySpace(home: space.home, key: key)
        let users = try KeySpace(home: space.home, key: nil)
        let mapping = try await TableRows(context: space.context, table: table)
            .mapping(key: key, keys: keys, users: users)
        try keys.commit()
        try users.commit()
        mappings[name] = mapping
        return mapping
    }
}

extension SegmentSpace {
    /// Threads, and room for sets, of one scan.
    func scanRunner() -> ScanRunner {
        ScanRunner(threads: threads, memoryLimit: memoryLimit)
    }

    /// The same with room for the sets of many segments: over half of the limit they go to files.
    func spillingRunner() throws -> ScanRunner {
        let folder = home.path + "/spill"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        return ScanRunner(
            threads: threads, memoryLimit: memoryLimit ?? 4 << 30, spillFolder: folder)
    }

    func userCount() throws -> Int { try Identities(home: home.path).count }
}
