import Definitions
import Metadata
import MetadataSQLite
import Operations
import Secrets
import Testing

/// Who is let in, and who is not.
@Suite struct SignInTests {
    @Test func `a name and its password begin a session, whatever the name's case`() async throws {
        let fixture = try AccessFixture()
        try await fixture.add("mina", .analyst)
        let begun = try await fixture.signIn("MINA")
        let session = try #require(fixture.desk.tables.session(cookie: begun.token.text))
        #expect(session.caller.name == "mina")
        #expect(session.caller.kind == .person(.analyst))
        #expect(session.hasPassword)
        #expect(fixture.desk.tables.session(cookie: SecretToken().text) == nil)
        #expect(fixture.desk.tables.caller(bearer: begun.token.text) == nil, "no cookie is a token")
    }

    @Test func `a wrong password, an unknown name and a disabled user are refused alike`()
        async throws
    {
        let fixture = try AccessFixture()
        let mina = try await fixture.add("mina")
        try await fixture.add("off")
        let off = try #require(try await fixture.space().user(named: "off"))
        try await fixture.space().change(off.id, UserChange(isDisabled: true))
        var sentences: Set<String> = []
        for (name, password) in [
            ("mina", "wrong password"), ("nobody.here", AccessFixture.password),
            ("off", AccessFixture.password), ("mina", ""),
        ] {
            do {
                _ = try await fixture.signIn(name, password)
                Issue.record("\(name) was let in")
            } catch let error as AccessError {
                #expect(error.code == .wrongPassword)
                sentences.insert(error.description)
            }
        }
        #expect(sentences.count == 1)
        let refused = try await fixture.store.audit(
            AuditFilter(action: "access.refused"), before: nil, limit: 9)
        #expect(refused.map(\.actor) == ["mina", "off", "nobody", "mina"])
        #expect(refused.map(\.subject).last == "user/\(mina.id)")
        #expect(!refused.contains { $0.details.rendered().contains("nobody.here") })
    }

    @Test func `after five failures a name waits, longer each time, and success forgets them`()
        async throws
    {
        let fixture = try AccessFixture()
        try await fixture.add("mina")
        func attempt(_ number: Int, _ password: String = "wrong password") async throws {
            _ = try await fixture.signIn("mina", password, from: "10.0.0.\(number)")
        }
        for number in 0..<5 {
            #expect(await accessCode { try await attempt(number) } == .wrongPassword)
        }
        #expect(await accessCode { try await attempt(6, AccessFixture.password) } == .wait)
        fixture.clock.advance(seconds: 29)
        #expect(await accessCode { try await attempt(7, AccessFixture.password) } == .wait)
        fixture.clock.advance(seconds: 1)
        #expect(await accessCode { try await attempt(8) } == .wrongPassword)
        fixture.clock.advance(seconds: 59)
        #expect(await accessCode { try await attempt(9, AccessFixture.password) } == .wait)
        fixture.clock.advance(seconds: 1)
        try await attempt(10, AccessFixture.password)
        for number in 0..<4 {
            #expect(await accessCode { try await attempt(number) } == .wrongPassword)
        }
        try await attempt(11, AccessFixture.password)
    }

    @Test func `one address may try so many names only`() async throws {
        let fixture = try AccessFixture()
        var codes: [AccessError.Code?] = []
        for number in 0..<25 {
            codes.append(await accessCode { _ = try await fixture.signIn("u\(number)") })
        }
        #expect(codes.prefix(20).allSatisfy { $0 == .wrongPassword })
        #expect(codes.dropFirst(20).allSatisfy { $0 == .wait })
        #expect(
            await accessCode { _ = try await fixture.signIn("u", from: "10.0.0.8") }
                == .wrongPassword)
        fixture.clock.advance(seconds: 5)
        #expect(await accessCode { _ = try await fixture.signIn("v") } == .wrongPassword)
    }

    @Test func `attempts at once do not get around the limit`() async throws {
        let fixture = try AccessFixture()
        try await fixture.add("mina")
        let codes = await withTaskGroup(of: AccessError.Code?.self) { group in
            for number in 0..<30 {
                group.addTask {
                    await accessCode {
                        _ = try await fixture.signIn("mina", "wrong", from: "10.1.0.\(number)")
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(codes.count { $0 == .wrongPassword } == 5)
        #expect(codes.count { $0 == .wait } == 25)
    }

    @Test func `a session ends when it is signed out, idle for a week, or a month old`()
        async throws
    {
        let fixture = try AccessFixture()
        try await fixture.add("mina")
        let tables = fixture.desk.tables
        let first = try await fixture.signIn("mina")
        let session = try #require(tables.session(cookie: first.token.text))
        try await fixture.space().signOut(session)
        #expect(tables.session(cookie: first.token.text) == nil)

        let idle = try await fixture.signIn("mina")
        fixture.clock.advance(seconds: 7 * 86_400 - 1)
        #expect(tables.session(cookie: idle.token.text) != nil)
        fixture.clock.advance(seconds: 7 * 86_400)
        #expect(tables.session(cookie: idle.token.text) == nil)

        let used = try await fixture.signIn("mina")
        for _ in 0..<29 {
            fixture.clock.advance(seconds: 86_400)
            #expect(tables.session(cookie: used.token.text) != nil)
        }
        try await tables.refresh()
        #expect(tables.session(cookie: used.token.text) != nil, "uses were noted")
        fixture.clock.advance(seconds: 86_400)
        #expect(tables.session(cookie: used.token.text) == nil)
    }

    @Test func `what another process changes is noticed`() async throws {
        let fixture = try AccessFixture()
        try await fixture.add("mina")
        let begun = try await fixture.signIn("mina")
        let clock = fixture.clock
        let other = AccessDesk(
            metadata: fixture.store, passwordCost: .none, now: { clock.now })
        #expect(other.tables.session(cookie: begun.token.text) == nil)
        try await other.tables.refreshIfChanged()
        #expect(other.tables.session(cookie: begun.token.text) != nil)
        try await fixture.space().endSessions(of: begun.user.id)
        #expect(other.tables.session(cookie: begun.token.text) != nil)
        try await other.tables.refreshIfChanged()
        #expect(other.tables.session(cookie: begun.token.text) == nil)
    }
}
