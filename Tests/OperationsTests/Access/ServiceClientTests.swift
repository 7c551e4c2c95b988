import Definitions
import Metadata
import MetadataSQLite
import Operations
import Secrets
import Testing

/// Programs and their tokens.
@Suite struct ServiceClientTests {
    @Test func `a client is let in by its token, as far as its scopes go`() async throws {
        let fixture = try AccessFixture()
        let made = try await fixture.space().createClient(name: "push", scopes: [.membership])
        let caller = try #require(fixture.desk.tables.caller(bearer: made.token.text))
        #expect(caller.name == "client/push")
        #expect(caller.rights == [.checkMembership])
        #expect(made.client.owner == "ann")
        #expect(fixture.desk.tables.caller(bearer: made.record.fingerprint) == nil)
        #expect(fixture.desk.tables.caller(bearer: "") == nil)
        #expect(fixture.desk.tables.session(cookie: made.token.text) == nil)
        try await fixture.space().change(
            client: made.client.id, ClientChange(scopes: [.export]))
        #expect(fixture.desk.tables.caller(bearer: made.token.text)?.rights == [.export])
        try await fixture.space().change(client: made.client.id, ClientChange(isDisabled: true))
        #expect(fixture.desk.tables.caller(bearer: made.token.text) == nil)
    }

    @Test func `a rotated token leaves the old one a day`() async throws {
        let fixture = try AccessFixture()
        let old = try await fixture.space().createClient(name: "push", scopes: [.membership])
        let new = try await fixture.space().rotate(client: old.client.id)
        let tables = fixture.desk.tables
        for token in [old, new] { #expect(tables.caller(bearer: token.token.text) != nil) }
        fixture.clock.advance(seconds: 86_400)
        #expect(tables.caller(bearer: old.token.text) == nil)
        #expect(tables.caller(bearer: new.token.text) != nil)
    }

    @Test func `a revoked token and one past its end open nothing`() async throws {
        let fixture = try AccessFixture()
        let made = try await fixture.space().createClient(
            name: "push", scopes: [.export], expiresAt: fixture.clock.now + 5000)
        let tables = fixture.desk.tables
        #expect(tables.caller(bearer: made.token.text) != nil)
        let before = tables.revision
        #expect(tables.revision == before)
        fixture.clock.advance(seconds: 5)
        #expect(tables.caller(bearer: made.token.text) == nil)
        #expect(tables.revision != before, "whoever keeps what was found asks again")
        let next = try await fixture.space().rotate(client: made.client.id)
        try await fixture.space().revoke(token: next.record.id, ofClient: made.client.id)
        #expect(tables.caller(bearer: next.token.text) == nil)
        await #expect(throws: MetadataError.self) {
            try await fixture.space().revoke(token: 99, ofClient: made.client.id)
        }
        #expect(
            await accessCode {
                try await fixture.space().revoke(token: 1, ofClient: 99)
            } == .unknown)
    }

    @Test func `without scopes, or under a taken name, there is no client`() async throws {
        let fixture = try AccessFixture()
        #expect(
            await accessCode {
                _ = try await fixture.space().createClient(name: "push", scopes: [])
            } == .badScope)
        _ = try await fixture.space().createClient(name: "push", scopes: [.export])
        await #expect(throws: MetadataError.self) {
            _ = try await fixture.space().createClient(name: "Push", scopes: [.export])
        }
    }

    @Test func `when a token was last used is written down`() async throws {
        let fixture = try AccessFixture()
        let made = try await fixture.space().createClient(name: "push", scopes: [.export])
        _ = fixture.desk.tables.caller(bearer: made.token.text)
        let tokens = try await fixture.space().tokens(of: made.client.id)
        #expect(tokens.map(\.lastUsedAt) == [fixture.clock.now])
    }
}

@Suite struct BucketTests {
    @Test func `a bucket gives so many at once, then one by one`() {
        var buckets = Buckets<String>(capacity: 3, perSecond: 0.5)
        for _ in 0..<3 { #expect(buckets.take("a", at: 0) == nil) }
        #expect(buckets.take("a", at: 0) == 2)
        #expect(buckets.take("b", at: 0) == nil)
        #expect(buckets.take("a", at: 1000) == 1)
        #expect(buckets.take("a", at: 2000) == nil)
        #expect(buckets.take("a", at: 2000) == 2)
        for _ in 0..<3 { #expect(buckets.take("a", at: 100_000) == nil) }
        #expect(buckets.take("a", at: 100_000) != nil)
    }

    @Test func `it remembers so many keys only`() {
        var buckets = Buckets<Int>(capacity: 1, perSecond: 1, keyLimit: 10)
        for key in 0..<1000 { #expect(buckets.take(key, at: 0) == nil) }
    }
}
