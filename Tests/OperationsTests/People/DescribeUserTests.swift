import Bitmaps
import Operations
import Testing

@Suite struct DescribeUserTests {
    private func isServed(_ user: String, in home: UsersHome) async throws -> [Bool] {
        try await DescribeUser(home.space())(user, showsPersonal: false).segments.map(\.isServed)
    }

    @Test func `a user is served where the published snapshot has them, whatever came after it`()
        async throws
    {
        let home = try UsersHome(count: 5)
        let segment = try await home.segment("a")
        try await home.snapshot(of: segment, [0], on: "2026-11-21")
        try await home.snapshot(of: segment, [0, 1], on: "2026-11-22")
        try await home.snapshot(of: segment, [1], publish: false, on: "2026-11-23")
        try await home.snapshot(of: segment, [0, 1, 2], publish: false, on: "2026-11-24")
        // Left and came back after what is published.
        #expect(try await isServed("u00000", in: home) == [true])
        #expect(try await isServed("u00001", in: home) == [true])
        #expect(try await isServed("u00002", in: home) == [false])
        #expect(try await isServed("u00003", in: home) == [])
    }

    @Test func `nobody is served before anything is published`() async throws {
        let home = try UsersHome(count: 2)
        let segment = try await home.segment("a")
        try await home.snapshot(of: segment, [0], publish: false)
        #expect(try await isServed("u00000", in: home) == [false])
    }

    @Test func `a snapshot that was taken later of an earlier day may be the one that is served`()
        async throws
    {
        let home = try UsersHome(count: 2)
        let segment = try await home.segment("a")
        try await home.snapshot(of: segment, [0], publish: false, on: "2026-11-24")
        try await home.snapshot(of: segment, [1], on: "2026-11-23")
        #expect(try await isServed("u00000", in: home) == [false])
    }
}
