import Bitmaps
import Definitions
import Segments
import Testing

struct SegmentEvaluationTests {
    private let catalogue = Catalogue(tables: [
        CatalogueTable(
            name: "members", source: .attributes("members"), userKey: "id",
            fields: [.init(name: "age", type: .integer)]),
        CatalogueTable(
            name: "accounts", source: .attributes("accounts"), userKey: "id",
            keys: ["account": "account_id"], fields: [.init(name: "kind", type: .text)]),
        CatalogueTable(
            name: "cards", source: .attributes("cards"), userKey: nil,
            keys: ["account": "account_id"], fields: [.init(name: "kind", type: .text)]),
    ])

    private func group(
        _ dataset: String, key: String? = nil, excluded: Bool = false
    ) -> SegmentGroup {
        SegmentGroup(
            dataset: dataset, join: key.map { JoinKey($0) }, isExcluded: excluded)
    }

    private func evaluate(
        _ containers: [GroupContainer], _ sets: [[Bitmap]]
    ) throws -> SegmentEvaluation {
        let resolved = try SegmentDefinition.containers(containers).resolved(in: catalogue)
        var groups: [GroupPlace: Bitmap] = [:]
        for (container, sets) in sets.enumerated() {
            for (group, set) in sets.enumerated() {
                groups[GroupPlace(container: container, group: group)] = set
            }
        }
        // Account 0 belongs to users 1 and 2, account 1 to 2, account 2 to 3.
        let mapping = KeyMapping(
            keys: [2, 0, 1, 0, ScanBatch.noKey, 5], users: [3, 1, 2, 2, 9, ScanBatch.noKey])
        return SegmentEvaluation(resolved, groups: groups) { _ in mapping }
    }

    @Test func `groups of a container intersect, an excluded one takes away`() throws {
        let result = try evaluate(
            [.init([group("members"), group("accounts"), group("accounts", excluded: true)])],
            [[[1, 2, 3, 4], [2, 3, 4, 5], [4]]])
        #expect(result.members == [2, 3])
        #expect(result.containers[0].groups == [4, 4, 1])
        #expect(result.containers[0].count == 2)
    }

    @Test func `containers unite and subtract in order, and say what each adds`() throws {
        let result = try evaluate(
            [
                .init([group("members")]), .init([group("accounts")]),
                .init([group("members")], subtracts: true), .init([group("members")]),
            ], [[[1, 2, 3]], [[3, 4]], [[1, 4, 9]], [[9, 2]]])
        #expect(result.members == [2, 3, 9])
        #expect(result.containers.map(\.count) == [3, 2, 3, 2])
        #expect(result.containers.map(\.total) == [3, 4, 2, 3])
        #expect(result.containers.map(\.gain) == [3, 1, 2, 1])
        // Without the first only 3 stays by the second, 2 and 9 by the last; nobody is lost.
        #expect(result.containers.map(\.unique) == [0, 0, 2, 1])
    }

    @Test func `the same account must satisfy all groups on accounts`() throws {
        // User 2 has account 0 with one and account 1 with the other condition: not the same.
        let apart = try evaluate(
            [.init([group("accounts", key: "account"), group("cards", key: "account")])],
            [[[0], [1, 2]]])
        #expect(apart.members.isEmpty)
        let same = try evaluate(
            [.init([group("accounts", key: "account"), group("cards", key: "account")])],
            [[[0, 1], [0, 2]]])
        #expect(same.members == [1, 2])
        let without = try evaluate(
            [
                .init([
                    group("accounts", key: "account"),
                    group("cards", key: "account", excluded: true),
                ])
            ], [[[0, 1], [0]]])
        #expect(without.members == [2])
    }

    @Test func `accounts that are only excluded take away everyone who has one`() throws {
        let result = try evaluate(
            [.init([group("members"), group("cards", key: "account", excluded: true)])],
            [[[1, 2, 3, 4], [0, 2]]])
        #expect(result.members == [4])
    }

    @Test func `a mapping knows all keys, also those that lead to nobody`() {
        let none = ScanBatch.noKey
        let mapping = KeyMapping(keys: [4, 1, 4, 7, none], users: [8, 8, 2, none, 3])
        #expect(mapping.keys == [1, 4, 7])
        #expect(mapping.users(of: [7]).isEmpty)
        #expect(mapping.users(of: [4]) == [2, 8])
        #expect(mapping.users(of: [0, 99]).isEmpty)
        #expect(KeyMapping(keys: [], users: []).keys.isEmpty)
    }
}

struct GroupCacheTests {
    private func key(_ least: Int64, version: String = "1") -> GroupCache.Key {
        GroupCache.Key(
            table: "t", version: version, key: nil,
            group: ScanGroup(having: [.init(.count, .atLeast, [.integer(least)])]))
    }

    private func outcome(_ count: UInt32) -> GroupOutcome {
        GroupOutcome(members: Bitmap((0..<count).map { $0 * 3 }), nullKeyCount: 0)
    }

    @Test func `what was used least recently goes first`() {
        let size = outcome(1000).members.byteCount
        let cache = GroupCache(limit: 3 * size)
        for least in 1...3 { cache[key(Int64(least))] = outcome(1000) }
        #expect(cache[key(1)] != nil)
        cache[key(4)] = outcome(1000)
        #expect(cache[key(2)] == nil && cache[key(1)] != nil && cache[key(4)] != nil)
        #expect(cache.count == 3 && cache.byteCount == 3 * size)
        cache[key(5)] = outcome(100_000)
        #expect(cache[key(5)] == nil && cache.count == 3)
    }

    @Test func `another version of the data is another key`() {
        let cache = GroupCache(limit: 1 << 20)
        cache[key(1)] = outcome(3)
        #expect(cache[key(1, version: "2")] == nil)
        cache.removeAll()
        #expect(cache.count == 0 && cache.byteCount == 0)
    }

    @Test func `how a group is written does not matter`() {
        let city = { (form: Comparison.Operator, values: [String]) in
            Filter.comparison(
                Comparison(property: "city", operator: form, values: values.map { .text($0) }))
        }
        let one = ScanGroup(filters: [city(.isIn, ["b", "a"]), city(.equals, ["c"])])
        let other = ScanGroup(
            filters: [city(.isIn, ["c"]), .anyOf([city(.isIn, ["a", "b", "a"])])])
        #expect(one.canonical == other.canonical)
        #expect(one.canonical != ScanGroup(filters: [city(.isIn, ["a", "b"])]).canonical)
    }
}
