import API
import Definitions
import Hummingbird
import HummingbirdTesting
import Testing
import WebInterface

@Suite struct SignInTests {
    @Test func `the link signs in once, with a cookie that scripts cannot read`() async throws {
        try await TestServer.run(withData: false) { client, server in
            let first = try await client.ask(.get, server.signInPath)
            #expect(first.status == 303)
            #expect(first.headers[.location] == "/")
            let cookie = first.headers[.setCookie] ?? ""
            #expect(cookie.contains("HttpOnly"))
            #expect(cookie.contains("SameSite=Lax"))
            #expect(cookie.contains("Path=/"))
            let second = try await client.ask(.get, server.signInPath)
            #expect(second.status == 401)
            #expect(second.headers[.setCookie] == nil)
        }
    }

    @Test func `the signed-in browser may open the link again`() async throws {
        try await TestServer.run(withData: false) { client, server in
            let cookie = try await client.signIn(to: server)
            let again = try await client.ask(.get, server.signInPath, cookie: cookie)
            #expect(again.status == 303)
            #expect(again.headers[.setCookie] == nil)
        }
    }

    @Test(arguments: ["", "?token=", "?token=0", "?token=" + String(repeating: "0", count: 64)])
    func `a wrong token signs nobody in, and the right one still works`(
        query: String
    ) async throws {
        try await TestServer.run(withData: false) { client, server in
            let answer = try await client.ask(.get, Address.signIn.path + query)
            #expect(answer.status == (query.isEmpty ? 200 : 401))
            #expect(answer.headers[.setCookie] == nil)
            let cookie = try await client.signIn(to: server)
            #expect(!cookie.isEmpty)
        }
    }

    @Test func `without a session the API answers a problem`() async throws {
        try await TestServer.run(withData: false) { client, _ in
            for (method, path) in [
                (.get, Address.datasets.path), (.post, Address.analyses.path),
                (.get, "/api/v1/unknown"), (.get, "/unknown"), (.delete, "/"),
            ] as [(HTTPRequest.Method, String)] {
                let answer = try await client.ask(method, path)
                #expect(answer.status == 401)
                #expect(answer.headers[.contentType] == "application/problem+json")
                #expect(try answer.json()["code"] == "not_signed_in")
                #expect(!answer.text.contains("app_open"))
            }
        }
    }

    @Test(arguments: ["cxm_session=", "cxm_session=0", "other=1"])
    func `a cookie that was not issued opens nothing`(cookie: String) async throws {
        try await TestServer.run(withData: false) { client, server in
            _ = try await client.signIn(to: server)
            #expect(try await client.ask(.get, Address.datasets.path, cookie: cookie).status == 401)
        }
    }

    @Test func `without a session a person gets a page that says how to get in`() async throws {
        try await TestServer.run(withData: false) { client, server in
            let answer = try await client.ask(
                .get, "/",
                headers: [.accept: "text/html", .acceptLanguage: "ko-KR,ko;q=0.9,en;q=0.8"])
            #expect(answer.status == 401)
            #expect(answer.text.contains("<h1>로그인</h1>"))
            #expect(!answer.text.contains(server.signInPath))
        }
    }

    @Test func `health and assets need no session`() async throws {
        try await TestServer.run(withData: false) { client, _ in
            for (path, status) in [
                (Address.health.path, 200), ("/assets/0/app/main.js", 200),
                ("/assets/0/style.css", 404),
            ] {
                let answer = try await client.ask(.get, path)
                #expect(answer.status == status)
            }
        }
    }
}
