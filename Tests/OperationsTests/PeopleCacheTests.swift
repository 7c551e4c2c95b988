import Definitions
import Testing

@testable import Operations

@Suite struct PeopleCacheTests {
    private static let csv = """
        user,time,event
        ann,2026-01-01T09:00:00Z,visit
        bob,2026-01-01T10:00:00Z,visit

        """
    private static let question =
        #"{"kind":"trend","dataset":"test","series":[{"event":"visit","measure":"users"}]}"#

    /// Keys of lists that one answer has.
    private func keys(_ elements: [String], _ fixture: ImportFixture) async throws
        -> [PeopleCache.Key]
    {
        _ = try fixture.write(Self.csv, named: "a.csv")
        try await fixture.run(["a.csv"])
        let prepared = try PreparedQuestion(
            Question(parsing: Self.question), home: fixture.home, now: 0)
        return try elements.map { PeopleCache.Key(try AnswerKey(prepared), $0) }
    }

    @Test(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
    func `lists go when their users are too many, those first that nobody has asked for longest`()
        async throws
    {
        try await ImportFixture.with { fixture in
            let keys = try await self.keys(["a", "b", "c"], fixture)
            let cache = PeopleCache(limit: 2 * (PeopleCache.listWeight + 1000))
            let users = [UInt32](0..<1000)
            cache.keep(users, for: keys[0])
            cache.keep(users, for: keys[1])
            #expect(cache.users(of: keys[0]) == users)
            cache.keep([7], for: keys[2])
            #expect(cache.users(of: keys[1]) == nil)
            #expect(cache.users(of: keys[0]) == users)
            #expect(cache.users(of: keys[2]) == [7])
            // One that is larger than everything is not kept, and nothing beside it.
            cache.keep([UInt32](0..<5000), for: keys[1])
            #expect(keys.allSatisfy { cache.users(of: $0) == nil })
        }
    }

    @Test(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
    func `empty lists are limited too`() async throws {
        try await ImportFixture.with { fixture in
            let keys = try await self.keys((0..<5).map { "element-\($0)" }, fixture)
            let cache = PeopleCache(limit: 3 * PeopleCache.listWeight)
            for key in keys { cache.keep([], for: key) }
            // Kept again, a list weighs once.
            cache.keep([], for: keys[4])
            #expect(keys.map { cache.users(of: $0) != nil } == [false, false, true, true, true])
        }
    }
}
