import Definitions
import Metadata
import MetadataSQLite
import Operations
import Secrets
import Testing

/// Users: invited, changed, locked out and let in again.
@Suite struct UserTests {
    @Test func `an invitation works once, with a password of one's own`() async throws {
        let fixture = try AccessFixture()
        let invitation = try await fixture.space().invite(
            name: "mina", displayName: "김민아", role: .viewer)
        let link = invitation.token.text
        #expect(try await fixture.space().owner(ofLink: link)?.name == "mina")
        func redeem(_ password: String) async throws -> NewSession {
            try await fixture.space("nobody").redeem(
                link: link, password: password, from: AccessFixture.origin)
        }
        #expect(await accessCode { _ = try await redeem("short") } == .weakPassword)
        #expect(await accessCode { _ = try await redeem("aaaaaaaaaaaa") } == .weakPassword)
        #expect(await accessCode { _ = try await redeem("mina-password") } == .weakPassword)
        let begun = try await redeem(AccessFixture.password)
        #expect(begun.user.name == "mina")
        #expect(await accessCode { _ = try await redeem(AccessFixture.password) } == .badLink)
        #expect(try await fixture.space().owner(ofLink: link) == nil)
        _ = try await fixture.signIn("mina")
        #expect(
            try await fixture.actions() == [
                "user.invite", "user.password", "access.sign-in", "access.sign-in",
            ])
    }

    @Test func `a link expires, and a newer one takes its place`() async throws {
        let fixture = try AccessFixture()
        let first = try await fixture.space().invite(name: "mina", role: .viewer)
        let second = try await fixture.space().link(for: first.user.id)
        #expect(try await fixture.space().owner(ofLink: first.token.text) == nil)
        #expect(try await fixture.space().owner(ofLink: second.token.text) != nil)
        fixture.clock.advance(seconds: 7 * 86_400)
        #expect(try await fixture.space().owner(ofLink: second.token.text) == nil)
    }

    @Test(arguments: ["", "two words", "a/b", "nobody", "Scheduler", "a\nb", "<b>"])
    func `a name that does not fit is refused`(name: String) async throws {
        let fixture = try AccessFixture()
        #expect(
            await accessCode { _ = try await fixture.space().invite(name: name, role: .viewer) }
                == .badName)
    }

    @Test func `a change of role counts at once`() async throws {
        let fixture = try AccessFixture()
        let mina = try await fixture.add("mina", .viewer)
        let begun = try await fixture.signIn("mina")
        let tables = fixture.desk.tables
        #expect(tables.session(cookie: begun.token.text)?.caller.may(.seePeople) == false)
        try await fixture.space().change(mina.id, UserChange(role: .marketer))
        #expect(tables.session(cookie: begun.token.text)?.caller.may(.seePeople) == true)
        try await fixture.space().change(mina.id, UserChange(isDisabled: true))
        #expect(tables.session(cookie: begun.token.text) == nil)
        try await fixture.space().change(mina.id, UserChange(isDisabled: false))
        #expect(tables.session(cookie: begun.token.text) == nil, "its sessions have ended")
        let changes = try await fixture.store.audit(
            AuditFilter(action: "user.change"), before: nil, limit: 9)
        #expect(changes.last?.details == ["role": ["viewer", "marketer"]])
    }

    @Test func `the last admin stays one`() async throws {
        let fixture = try AccessFixture()
        let ann = try await fixture.add("ann", .admin)
        await #expect(throws: MetadataError.self) {
            try await fixture.space().change(ann.id, UserChange(role: .viewer))
        }
        await #expect(throws: MetadataError.self) {
            try await fixture.space().change(ann.id, UserChange(isDisabled: true))
        }
        try await fixture.add("bo", .admin)
        try await fixture.space().change(ann.id, UserChange(role: .viewer))
    }

    @Test func `a password is changed by who knows it, and other browsers are signed out`()
        async throws
    {
        let fixture = try AccessFixture()
        try await fixture.add("mina")
        let (here, there) = (try await fixture.signIn("mina"), try await fixture.signIn("mina"))
        let tables = fixture.desk.tables
        let session = try #require(tables.session(cookie: here.token.text))
        func change(from current: String?, to new: String) async throws {
            try await fixture.space().changePassword(
                of: session, current: current, to: new, from: AccessFixture.origin)
        }
        #expect(
            await accessCode { try await change(from: nil, to: "another password") }
                == .wrongCurrent)
        #expect(
            await accessCode { try await change(from: AccessFixture.password, to: "short") }
                == .weakPassword)
        try await change(from: AccessFixture.password, to: "another password")
        #expect(tables.session(cookie: here.token.text) != nil)
        #expect(tables.session(cookie: there.token.text) == nil)
        _ = try await fixture.signIn("mina", "another password")
        #expect(await accessCode { _ = try await fixture.signIn("mina") } == .wrongPassword)
    }

    @Test func `a home lacks an admin until one has a password`() async throws {
        let fixture = try AccessFixture()
        #expect(try await fixture.space().lacksAdmin())
        let admin = try await fixture.space().firstAdmin()
        #expect(admin.name == "admin")
        #expect(try await fixture.space().firstAdmin().id == admin.id, "the same one again")
        #expect(try await fixture.space().lacksAdmin())
        let link = try await fixture.space().linkForAdmin()
        _ = try await fixture.space().redeem(
            link: link.token.text, password: AccessFixture.password, from: AccessFixture.origin)
        #expect(try await !fixture.space().lacksAdmin())
    }
}
