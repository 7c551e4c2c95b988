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
}
