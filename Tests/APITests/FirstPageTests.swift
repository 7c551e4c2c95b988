import API
import Definitions
import Foundation
import Hummingbird
import HummingbirdTesting
import Testing
import WebInterface

@Suite struct FirstPageTests {
    @Test func `every answer carries the security headers`() async throws {
        try await TestServer.run { client, server in
            let cookie = try await client.signIn(to: server)
            for path in ["/", Address.health.path, Address.asset(.style).path, "/unknown"] {
                let headers = try await client.ask(.get, path, cookie: cookie).headers
                let policy = headers[.contentSecurityPolicy] ?? ""
                #expect(policy.hasPrefix("default-src 'none'; script-src 'self'"))
                #expect(!policy.contains("unsafe"))
                #expect(headers[.xContentTypeOptions] == "nosniff")
                #expect(
                    headers.first { $0.name.canonicalName == "referrer-policy" }?.value
                        == "same-origin")
            }
        }
    }

    @Test func `the page shows the funnel in the language of the address`() async throws {
        try await TestServer.run { client, server in
            let cookie = try await client.signIn(to: server)
            let korean = try await client.ask(.get, "/?lang=ko", cookie: cookie)
            #expect(korean.status == 200)
            #expect(korean.text.contains("<html lang=\"ko\">"))
            #expect(korean.text.contains("결제 완료"))
            let english = try await client.ask(.get, "/?lang=en&days=7&os=ios", cookie: cookie)
            #expect(english.text.contains("<html lang=\"en\">"))
            #expect(english.text.contains("<option value=\"7\" selected>"))
            #expect(english.text.contains("<option value=\"ios\" selected>"))
        }
    }

    @Test func `a choice that does not exist falls back to the usual`() async throws {
        try await TestServer.run { client, server in
            let cookie = try await client.signIn(to: server)
            let answer = try await client.ask(
                .get, "/?lang=xx&days=%3Cb%3E&os=%22%3E%3Cscript%3E", cookie: cookie)
            #expect(answer.status == 200)
            #expect(answer.text.contains("<option value=\"30\" selected>"))
            #expect(!answer.text.contains("<script>"))
        }
    }

    @Test func `an empty home shows the two commands that fill it`() async throws {
        try await TestServer.run(withData: false) { client, server in
            let cookie = try await client.signIn(to: server)
            let answer = try await client.ask(.get, "/", cookie: cookie)
            #expect(answer.status == 200)
            #expect(answer.text.contains("cxm demo"))
            #expect(answer.text.contains("cxm import events"))
        }
    }

    @Test func `a damaged dataset is a problem that does not name the server's files`() async throws
    {
        try await TestServer.run { client, server in
            let cookie = try await client.signIn(to: server)
            let manifest = server.homePath + "/datasets/app_log/manifest.json"
            try Data("{".utf8).write(to: URL(filePath: manifest))
            let answer = try await client.ask(.get, Address.datasets.path, cookie: cookie)
            #expect(answer.status == 500)
            #expect(try answer.json()["code"] == "internal")
            #expect(!answer.text.contains(server.homePath))
        }
    }
}
