import Definitions
import Foundation
import HTTPClients
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Metadata
import OpenIDConnect
import Operations
import Testing
import WebInterface

@testable import API

/// Signing in by an issuer of OpenID Connect, over the network.
@Suite(.timeLimit(.minutes(10))) struct IssuerTests {
    private func run(
        _ test:
            @escaping @Sendable (any TestClientProtocol, Server, TestIssuer) async throws ->
            Void
    ) async throws {
        try await TestIssuer.run { issuer in
            let settings = IssuerSettings(
                issuer: issuer.address, clientID: TestIssuer.clientID,
                clientSecret: TestIssuer.secret,
                redirectURI: "http://cxm.example" + Address.issuerAnswer.path,
                roles: ["crm": .marketer, "boss": .admin])
            try await TestServer.run(withData: false, issuer: settings) { client, server in
                try await test(client, server, issuer)
            }
        }
    }

    /// The browser's way to the issuer; gives the address that it is sent back to, and the cookie.
    private func goAndReturn(
        _ client: any TestClientProtocol, _ issuer: TestIssuer
    ) async throws -> (path: String, cookie: String) {
        let leave = try await client.ask(.get, Address.issuerSignIn.path)
        #expect(leave.status == 303)
        let set = leave.headers[.setCookie] ?? ""
        #expect(set.contains("HttpOnly") && set.contains("SameSite=Lax"))
        let there = try #require(leave.headers[.location])
        let back = try await issuer.location(after: there)
        let address = try #require(URL(string: back))
        return (address.path + "?" + (address.query ?? ""), String(set.prefix { $0 != ";" }))
    }

    private func signIn(
        _ client: any TestClientProtocol, _ issuer: TestIssuer
    ) async throws -> Answer {
        let way = try await goAndReturn(client, issuer)
        return try await client.ask(.get, way.path, headers: [.cookie: way.cookie])
    }

    private func session(_ answer: Answer) throws -> String {
        let set = try #require(answer.headers[values: .setCookie].first)
        #expect(set.hasPrefix("cxm_session="))
        return String(set.prefix { $0 != ";" })
    }

    @Test func `whom the issuer knows is let in, with the role of the groups`() async throws {
        try await run { client, server, issuer in
            let answer = try await signIn(client, issuer)
            #expect(answer.status == 303)
            #expect(answer.headers[.location] == "/")
            let me = try await client.ask(.get, "/api/v1/me", cookie: try session(answer)).json()
            #expect(me["name"] == "mina" && me["display_name"] == "김민아")
            #expect(me["role"] == "marketer")
            // The groups change, and with them the role; the person stays the same user.
            issuer.set(groups: ["crm", "boss"])
            let again = try await client.ask(
                .get, "/api/v1/me", cookie: try session(try await signIn(client, issuer)))
            #expect(try again.json()["role"] == "admin")
            let users = try await server.configuration.metadata.users()
            #expect(users.map(\.externalID) == [issuer.address + " subject-7"])
            #expect(try await !server.needsSignInLink())
        }
    }

    @Test func `a user of the same name is not taken over`() async throws {
        try await run { client, server, issuer in
            _ = try await server.signIn(as: .admin, name: "mina")
            let answer = try await signIn(client, issuer)
            let me = try await client.ask(.get, "/api/v1/me", cookie: try session(answer)).json()
            #expect(me["name"] == "mina-2" && me["role"] == "marketer")
        }
    }

    @Test func `a disabled user stays outside`() async throws {
        try await run { client, server, issuer in
            _ = try await signIn(client, issuer)
            let user = try #require(try await server.configuration.metadata.users().first)
            try await server.access.space("ann").change(user.id, UserChange(isDisabled: true))
            let answer = try await signIn(client, issuer)
            #expect(answer.status == 401)
            #expect(answer.headers[values: .setCookie].allSatisfy { !$0.hasPrefix("cxm_session=") })
        }
    }

    @Test(arguments: TestIssuer.Fault.allCases)
    func `a token that is not right lets nobody in`(fault: TestIssuer.Fault) async throws {
        try await run { client, server, issuer in
            issuer.set(fault: fault)
            let answer = try await signIn(client, issuer)
            #expect(answer.status == 401, "\(fault)")
            #expect(answer.headers[values: .setCookie].allSatisfy { !$0.hasPrefix("cxm_session=") })
            #expect(try await server.configuration.metadata.users().isEmpty)
            issuer.set()
            #expect(try await signIn(client, issuer).status == 303, "and then the right one does")
        }
    }

    @Test func `an answer to another browser, or a second time, lets nobody in`() async throws {
        try await run { client, _, issuer in
            let mine = try await goAndReturn(client, issuer)
            let other = try await goAndReturn(client, issuer)
            for headers in [[:], [.cookie: other.cookie], [.cookie: "cxm_issuer="]] as [HTTPFields]
            {
                let answer = try await client.ask(.get, mine.path, headers: headers)
                #expect(answer.status == 401)
            }
            let right = try await client.ask(.get, mine.path, headers: [.cookie: mine.cookie])
            #expect(right.status == 303)
            let again = try await client.ask(.get, mine.path, headers: [.cookie: mine.cookie])
            #expect(again.status == 401)
        }
    }

    @Test func `a new key of the issuer is asked for, not more than once a minute`() async throws {
        try await TestIssuer.run { issuer in
            let settings = IssuerSettings(
                issuer: issuer.address, clientID: TestIssuer.clientID,
                clientSecret: TestIssuer.secret, redirectURI: "http://cxm.example/back",
                roles: ["*": .viewer])
            let client = OpenIDClient(settings, sender: NetworkSender())
            let now: Int64 = 1_793_460_000_000
            let first = try await enter(client, issuer, at: now)
            #expect(first.role == .viewer)
            issuer.changeKey()
            await #expect(throws: IssuerError.self) {
                _ = try await enter(client, issuer, at: now + 59_999)
            }
            let second = try await enter(client, issuer, at: now + 60_000)
            #expect(second.name == "mina")
        }
    }

    private func enter(
        _ client: OpenIDClient, _ issuer: TestIssuer, at now: Int64
    ) async throws -> IssuedIdentity {
        let attempt = SignInAttempt()
        let there = try await client.address(for: attempt, now: now)
        let back = try await issuer.location(after: there)
        let code = back.components(separatedBy: "code=")[1].prefix { $0 != "&" }
        return try await client.identity(code: String(code), attempt: attempt, now: now)
    }

    @Test func `without an issuer there is no way to one`() async throws {
        try await TestServer.run(withData: false) { client, _ in
            #expect(try await client.ask(.get, Address.issuerSignIn.path).status == 404)
            let page = try await client.ask(.get, Address.signIn.path)
            #expect(!page.text.contains(Address.issuerSignIn.path))
        }
        try await run { client, _, _ in
            let page = try await client.ask(.get, Address.signIn.path)
            #expect(page.text.contains(Address.issuerSignIn.path))
        }
    }
}
