import Definitions
import Hummingbird
import HummingbirdTesting
import Metadata
import Operations
import Testing
import WebInterface

@testable import API

/// Personal data over HTTP: what must not appear for whom.
@Suite struct MaskingTests {
    private func hideSystem(_ server: Server) async throws {
        let table = CatalogueTable(
            name: "app_log", source: .events("app_log"), userKey: "cxm_user",
            fields: [CatalogueField(name: "os", type: .text, personalData: .direct)])
        try await server.configuration.metadata.save(table, expecting: nil, at: 1)
    }

    private static let split = """
        {"kind":"trend","dataset":"app_log","series":[{"event":"app_open"}],
         "breakdown":{"property":"os"}}
        """

    @Test func `a split by personal data needs the right`() async throws {
        try await TestServer.run { client, server in
            try await hideSystem(server)
            for (role, status) in [(Role.viewer, 403), (.marketer, 403), (.analyst, 200)] {
                let answer = try await server.answer(
                    to: Self.split, cookie: try await server.signIn(as: role))
                #expect(answer.status == status, "\(role): \(answer.text)")
                #expect(answer.text.contains("android") == (status == 200), "\(role)")
                if status == 403 { #expect(try answer.json()["code"] == "personal_data") }
            }
        }
    }

    @Test func `what one person did needs the right to see people, and is written down`()
        async throws
    {
        try await TestServer.run { client, server in
            let timeline = #"{"kind":"timeline","dataset":"app_log","user":"m0000001"}"#
            let viewer = try await server.answer(
                to: timeline, cookie: try await server.signIn(as: .viewer))
            #expect(viewer.status == 403)
            #expect(try viewer.json()["code"] == "not_allowed")
            let marketer = try await server.answer(
                to: "[\(timeline)]", cookie: try await server.signIn(as: .marketer))
            #expect(marketer.status == 200, "\(marketer.text)")
            let records = try await server.configuration.metadata.audit(
                AuditFilter(action: "people.see"), before: nil, limit: 9)
            #expect(records.map(\.actor) == ["marketer"])
            #expect(records.map(\.subject) == ["people/m0000001"])
        }
    }

    @Test func `a segment's profile shows no personal data but to whoever may see them`()
        async throws
    {
        try await TestServer.run { client, server in
            let admin = try await server.signIn(as: .admin)
            let women = """
                {"name":"Women","containers":[{"groups":[{"dataset":"members",
                 "filters":[{"field":"gender","operator":"in","value":["F"]}]}]}]}
                """
            let made = try await client.ask(
                .post, "/api/v1/segments", cookie: admin, body: women)
            let id = try #require(made.json()["id"]?.text, "\(made.text)")
            let run = try await server.answer(
                to: #"{"wait":true}"#, cookie: admin, path: "/api/v1/segments/\(id)/runs")
            #expect(run.status == 200, "\(run.text)")
            let path = "/api/v1/segments/\(id)/profile"
            for (role, isMasked) in [(Role.viewer, true), (.analyst, false)] {
                let cookie = try await server.signIn(as: role)
                let whole = try await client.ask(.get, path, cookie: cookie)
                #expect(whole.status == 200, "\(whole.text)")
                #expect(whole.text.contains("m0000") == !isMasked, "\(role): \(whole.text)")
                let named = try await client.ask(
                    .get, path + "?attributes=referrer_id", cookie: cookie)
                #expect(named.status == (isMasked ? 403 : 200), "\(role): \(named.text)")
            }
        }
    }

    @Test func `a timeline of the people's pages is written down, and forged pages are harmless`()
        async throws
    {
        try await TestServer.run { client, server in
            let cookie = try await server.signIn(as: .marketer)
            let path = "/api/v1/people/m0000001/timeline"
            let first = try await client.ask(.get, path + "?limit=2", cookie: cookie)
            #expect(first.status == 200, "\(first.text)")
            let records = try await server.configuration.metadata.audit(
                AuditFilter(action: "people.see"), before: nil, limit: 9)
            #expect(records.map(\.subject) == ["people/m0000001"])
            for forged in [Int64.min, -1, .max, 1 << 40] {
                let cursor = Cursor(forged).text
                for page in [path, "/api/v1/people"] {
                    let answer = try await client.ask(
                        .get, page + "?limit=2&after=\(cursor)", cookie: cookie)
                    #expect(
                        [200, 400].contains(answer.status), "\(page) \(forged): \(answer.text)")
                }
            }
        }
    }
}
