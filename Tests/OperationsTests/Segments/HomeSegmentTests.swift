import Bitmaps
import Definitions
import Operations
import SQL
import Segments
import Testing

/// Groups over what the home itself holds, and over its tables and a warehouse's together.
@Suite(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
struct HomeSegmentTests {
    /// Containers and their users, counted by hand on `ShopHome`'s rows.
    private static let groups: [(String, [String])] = [
        (#"{"groups":[{"dataset":"test"}]}"#, ["ann", "bob", "cid", "dan", "eve"]),
        (
            #"{"groups":[{"dataset":"test","filters":[{"field":"event","operator":"equals","value":"pay"}]}]}"#,
            ["ann", "cid", "dan"]
        ),
        (
            #"{"groups":[{"dataset":"test","filters":[{"field":"event","operator":"equals","value":"pay"}],"range":{"from":"2026-01-02","to":"2026-01-04"}}]}"#,
            ["ann", "cid"]
        ),
        // 2026-01-07 in Seoul and the two days before it: bob's visit of the 5th, dan's pay of the 6th.
        (#"{"groups":[{"dataset":"test","range":{"last":3,"unit":"day"}}]}"#, ["bob", "dan"]),
        (
            #"{"groups":[{"dataset":"test","filters":[{"field":"event","operator":"equals","value":"visit"}],"having":[{"measure":"count","operator":"at_least","value":2}]}]}"#,
            ["bob"]
        ),
        (
            #"{"groups":[{"dataset":"test","having":[{"measure":"sum","field":"amount","operator":"at_least","value":5}]}]}"#,
            ["ann", "cid", "dan"]
        ),
        (
            #"{"groups":[{"dataset":"test","filters":[{"field":"page","operator":"is_set"}],"having":[{"measure":"count_distinct","field":"page","operator":"equals","value":2}]}]}"#,
            ["ann", "bob"]
        ),
        // Nobody's base is registered: all whom the home knows, fay of the attributes among them.
        (
            #"{"groups":[{"dataset":"test","filters":[{"field":"event","operator":"equals","value":"pay"}],"having":[{"measure":"count","operator":"equals","value":0}]}]}"#,
            ["bob", "eve", "fay"]
        ),
        (
            #"{"groups":[{"dataset":"users","filters":[{"field":"grade","operator":"equals","value":"vip"}]}]}"#,
            ["ann", "cid"]
        ),
        (
            #"{"groups":[{"dataset":"users","filters":[{"field":"grade","operator":"not_equals","value":"vip","or_null":true},{"field":"age","operator":"at_least","value":45}]}]}"#,
            ["bob", "fay"]
        ),
        (
            #"{"groups":[{"dataset":"users"},{"dataset":"test","exclude":true}]}"#, ["fay"]
        ),
        (
            #"{"groups":[{"dataset":"test"}]},{"subtract":true,"groups":[{"dataset":"users"}]}"#,
            ["dan", "eve"]
        ),
        // A warehouse's table beside the home's.
        (
            #"{"groups":[{"dataset":"payments","filters":[{"field":"amount","operator":"greater","value":2}]}]}"#,
            ["ann", "new"]
        ),
        (
            #"{"groups":[{"dataset":"payments"},{"dataset":"users","filters":[{"field":"age","operator":"less","value":40}]}]}"#,
            ["ann"]
        ),
    ]

    @Test func `groups over events, attributes and files have the users counted by hand`()
        async throws
    {
        try await ShopHome.with { home in
            for (containers, users) in Self.groups {
                let found = try await home.users(containers)
                #expect(found == users, "\(containers)")
            }
        }
    }

    @Test func `a range ends with the data date`() async throws {
        try await ShopHome.with { home in
            let lately = #"{"groups":[{"dataset":"test","range":{"last":2,"unit":"day"}}]}"#
            let until20260104 = try await home.users(lately, on: "2026-01-04")
            #expect(until20260104 == ["cid", "dan"])
            let until20260102 = try await home.users(lately, on: "2026-01-02")
            #expect(until20260102 == ["ann", "bob"])
            let until20251231 = try await home.users(lately, on: "2025-12-31")
            #expect(until20251231 == [])
            let wrong = await home.failure { _ = try await home.users(lately, on: "yesterday") }
            #expect(wrong.contains("'yesterday' is no day"))
        }
    }

    @Test func `a new import and a changed file give new answers to a kept cache`() async throws {
        try await ShopHome.with { home in
            let payers = #"{"groups":[{"dataset":"payments"}]}"#
            let vips =
                #"{"groups":[{"dataset":"users","filters":[{"field":"grade","operator":"equals","value":"vip"}]}]}"#
            #expect(try await home.users(payers) == ["ann", "bob", "new"])
            try home.fixture.write("payer,amount\ncid,1\n", "lake/payments.csv")
            #expect(try await home.users(payers) == ["cid"])
            _ = try home.fixture.imports.write("user,grade\nbob,vip\n", named: "b.csv")
            #expect(try await home.users(vips) == ["ann", "cid"])
            try await home.fixture.imports.runTable(["b.csv"])
            #expect(try await home.users(vips) == ["bob"])
        }
    }

    @Test func `a preview says what each step keeps, in words, and what has no key`() async throws {
        try await ShopHome.with { home in
            let definition = try SegmentDefinition(
                parsing: #"""
                    {"containers":[{"groups":[
                      {"dataset":"test","filters":[{"field":"event","operator":"equals","value":"pay"}],"range":{"from":"2026-01-02","to":"2026-01-05"},"having":[{"measure":"sum","field":"amount","operator":"greater","value":2}]}]},
                      {"groups":[{"dataset":"payments"}]}]}
                    """#)
            let answer = try await PreviewSegment(home.space)(definition)
            #expect(answer.dataDate == "2026-01-07")
            let group = answer.containers[0].groups[0]
            // In the range: ann, cid, dan; pay: the same; a sum above 2: ann 5, cid 7.
            #expect(group.steps.map(\.count) == [3, 3, 2] && group.count == 2)
            #expect(answer.containers.map(\.counts.count) == [2, 3])
            #expect(answer.containers.map(\.counts.unique) == [1, 2])
            #expect(answer.containers.map(\.counts.gain) == [2, 2])
            #expect(answer.users.count == 4 && answer.rowsWithoutKey == ["payments": 1])
            let names = try await home.space.names(.english)
            let words = group.steps.map { $0.condition.described(in: names, dataset: "test") }
            #expect(words.count == 3 && words[1].contains("pay"), "\(words)")
        }
    }

    @Test func `compiled SQL over the home's files has the same users`() async throws {
        try await ShopHome.with { home in
            let definition = try SegmentDefinition(
                parsing:
                    #"{"containers":[{"groups":[{"dataset":"test","filters":[{"field":"event","operator":"equals","value":"pay"}]},{"dataset":"users","filters":[{"field":"age","operator":"less","value":40}]}]}]}"#
            )
            let catalogue = try await home.space.catalogue()
            let compiled = try await CompileSegment(home.context)(
                definition, on: home.space.day, in: catalogue)
            #expect(compiled.connection == nil && compiled.sql.text.contains("SELECT"))
            let plan = try await CompileSegment(home.context).explain(compiled, in: catalogue)
            #expect(!plan.isEmpty)
            let users = try await PreviewSegment(home.space)(definition).users
            #expect(try home.ids(users) == ["ann", "cid"])
        }
    }
}
