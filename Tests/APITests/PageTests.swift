import API
import Definitions
import Foundation
import Hummingbird
import HummingbirdTesting
import Testing
import WebInterface

@Suite struct PageTests {
    @Test func `every answer carries the security headers`() async throws {
        try await TestServer.run { client, server in
            let cookie = try await client.signIn(to: server)
            for path in ["/", Address.health.path, "/assets/0/app/main.js", "/unknown"] {
                let headers = try await client.ask(.get, path, cookie: cookie).headers
                let policy = headers[.contentSecurityPolicy] ?? ""
                #expect(policy.hasPrefix("default-src 'none'; script-src 'self'; "))
                #expect(headers[.xContentTypeOptions] == "nosniff")
                #expect(
                    headers.first { $0.name.canonicalName == "referrer-policy" }?.value
                        == "same-origin")
            }
        }
    }

    @Test func `every page address sends the shell, in the language of the address`() async throws {
        try await TestServer.run { client, server in
            let cookie = try await client.signIn(to: server)
            for path in ["/?lang=ko", "/explore/funnel?lang=ko", "/nowhere/at/all?lang=ko"] {
                let answer = try await client.open(path, cookie: cookie)
                #expect(answer.status == 200)
                #expect(answer.text.contains("<html lang=\"ko\" data-timezone=\"Asia/Seoul\">"))
                #expect(answer.headers[.cacheControl] == "no-store")
            }
        }
    }

    @Test func `a language that was chosen before is kept, one that does not exist is not`()
        async throws
    {
        try await TestServer.run { client, server in
            let cookie = try await client.signIn(to: server)
            let chosen = try await client.open("/", cookie: cookie + "; cxm_language=ko")
            #expect(chosen.text.contains("<html lang=\"ko\""))
            let wrong = try await client.open("/?lang=%3Cb%3E", cookie: cookie)
            #expect(wrong.text.contains("<html lang=\"en\""))
        }
    }

    @Test func `the shell's files are sent, packed and kept`() async throws {
        try await TestServer.run { client, server in
            let cookie = try await client.signIn(to: server)
            let shell = try await client.open("/", cookie: cookie).text
            let path = try #require(shell.firstMatch(of: /src="(\/assets\/[^"]+\/main\.js)"/)?.1)
            let plain = try await client.ask(.get, String(path))
            #expect(plain.status == 200)
            #expect(plain.text == "start();")
            #expect(plain.headers[.contentType] == "text/javascript; charset=utf-8")
            #expect(plain.headers[.cacheControl] == "public, max-age=31536000, immutable")
            let tag = try #require(plain.headers[.eTag])
            let again = try await client.ask(.get, String(path), headers: [.ifNoneMatch: tag])
            #expect(again.status == 304)
            let old = try await client.ask(.get, "/assets/0/app/main.js")
            #expect(old.headers[.cacheControl] == "no-cache")
        }
    }

    @Test(arguments: ["/assets/0/app/none.js", "/assets/0/app/../secret", "/assets/0/", "/assets/"])
    func `what is no file of the site is not found`(path: String) async throws {
        try await TestServer.run { client, server in
            let cookie = try await client.signIn(to: server)
            #expect(try await client.ask(.get, path, cookie: cookie).status == 404)
        }
    }

    @Test func `without the files a page says how to get them, and the API answers`() async throws {
        try await TestServer.run(withSite: false) { client, server in
            let cookie = try await client.signIn(to: server)
            let page = try await client.open("/?lang=en", cookie: cookie)
            #expect(page.status == 503)
            #expect(page.text.contains("script/setup"))
            #expect(try await client.ask(.get, Address.datasets.path, cookie: cookie).status == 200)
        }
    }

    @Test func `programs get a problem where there is no page for them`() async throws {
        try await TestServer.run { client, server in
            let cookie = try await client.signIn(to: server)
            let answer = try await client.ask(.get, "/unknown", cookie: cookie)
            #expect(answer.status == 404)
            #expect(answer.headers[.contentType] == "application/problem+json")
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

extension TestClientProtocol {
    /// As a browser opens a page.
    func open(_ path: String, cookie: String) async throws -> Answer {
        try await ask(.get, path, cookie: cookie, headers: [.accept: "text/html"])
    }
}
