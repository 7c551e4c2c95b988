import Definitions
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Operations
import Secrets
import Testing
import WebInterface

@testable import API

/// People and programs over HTTP.
@Suite struct AccessTests {
    static let me = "/api/v1/me"

    @Test func `a name and a password sign in, and sign out again`() async throws {
        try await TestServer.run(withData: false) { client, server in
            _ = try await server.signIn(as: .analyst, name: "mina")
            let answer = try await client.ask(
                .post, "/api/v1/session",
                body: #"{"name":"mina","password":"\#(Server.password)"}"#)
            #expect(answer.status == 200)
            let json = try answer.json()
            #expect(json["name"] == "mina")
            #expect(json["role"] == "analyst")
            #expect(!answer.text.contains("scrypt"))
            let set = answer.headers[.setCookie] ?? ""
            #expect(set.contains("HttpOnly") && set.contains("SameSite=Lax"))
            #expect(!set.contains("Secure"))
            let cookie = String(set.prefix { $0 != ";" })
            #expect(try await client.ask(.get, Self.me, cookie: cookie).json() == json)
            let out = try await client.ask(.delete, "/api/v1/session", cookie: cookie)
            #expect(out.status == 204)
            #expect(out.headers[.setCookie]?.contains("Max-Age=0") == true)
            #expect(try await client.ask(.get, Self.me, cookie: cookie).status == 401)
        }
    }

    @Test func `a wrong password is a problem, and after five a wait`() async throws {
        try await TestServer.run(withData: false) { client, server in
            _ = try await server.signIn(as: .analyst, name: "mina")
            func attempt(_ password: String) async throws -> Answer {
                try await client.ask(
                    .post, "/api/v1/session",
                    body: #"{"name":"mina","password":"\#(password)"}"#)
            }
            for _ in 0..<5 {
                let answer = try await attempt("wrong password")
                #expect(answer.status == 401)
                #expect(try answer.json()["code"] == "wrong_password")
                #expect(answer.headers[.setCookie] == nil)
            }
            let answer = try await attempt(Server.password)
            #expect(answer.status == 429)
            #expect(answer.headers[.retryAfter] == "30")
        }
    }

    @Test func `over https the cookie is for https only`() async throws {
        try await TestServer.run(
            withData: false, publicURL: "https://cxm.example.com"
        ) { client, server in
            let answer = try await client.ask(.get, server.access.firstLink.path)
            #expect(answer.headers[.setCookie]?.contains("Secure") == true)
            #expect(answer.headers[.strictTransportSecurity] != nil)
            #expect(
                server.signInLink(port: 1).hasPrefix("https://cxm.example.com/sign-in?token="))
        }
    }

    @Test(
        arguments: [
            ([:], 403), (["Sec-Fetch-Site": "cross-site"], 403),
            (["Sec-Fetch-Site": "same-site"], 403),
            (["Sec-Fetch-Site": "same-origin"], 204), (["Origin": "http://cxm.example"], 403),
            (["Origin": "https://evil.example"], 403), (["Origin": "null"], 403),
            (["X-CSRF-Token": "0"], 403),
            (["X-CSRF-Token": "0", "Sec-Fetch-Site": "same-origin"], 403),
        ] as [([String: String], Int)])
    func `a write by cookie must come from the server's own pages`(
        headers: [String: String], status: Int
    ) async throws {
        try await TestServer.run(withData: false) { client, server in
            let cookie = try await server.signIn(as: .viewer)
            var fields: HTTPFields = [.cookie: cookie]
            for (name, value) in headers {
                let name = try #require(HTTPField.Name(name))
                fields[name] = value
            }
            let answer = try await client.ask(.delete, "/api/v1/session", headers: fields)
            #expect(answer.status == status, "\(answer.text)")
            if status == 403 { #expect(try answer.json()["code"] == "cross_site") }
        }
    }

    @Test func `the session's token stands for the browser's word`() async throws {
        try await TestServer.run(withData: false) { client, server in
            let cookie = try await server.signIn(as: .viewer)
            let me = try await client.ask(.get, Self.me, cookie: cookie).json()
            guard case .string(let token)? = me["csrf_token"] else {
                Issue.record("no token")
                return
            }
            let name = try #require(HTTPField.Name("X-CSRF-Token"))
            let answer = try await client.ask(
                .delete, "/api/v1/session", headers: [.cookie: cookie, name: token])
            #expect(answer.status == 204)
        }
    }

    @Test func `a token that is not good is refused even beside a good cookie`() async throws {
        try await TestServer.run(withData: false) { client, server in
            let cookie = try await server.signIn(as: .admin)
            for header in ["Bearer 0", "Bearer ", "Basic YTpi", "Bearer"] {
                let answer = try await client.ask(
                    .get, Self.me, cookie: cookie, headers: [.authorization: header])
                #expect(answer.status == 401, "\(header)")
            }
        }
    }

    @Test func `an invited person chooses a password, and a look at the link does not use it up`()
        async throws
    {
        try await TestServer.run(withData: false) { client, server in
            let admin = try await server.signIn(as: .admin)
            let made = try await client.ask(
                .post, "/api/v1/users", cookie: admin,
                body: #"{"name":"mina","role":"marketer","display_name":"김민아"}"#)
            #expect(made.status == 201)
            guard case .string(let link)? = try made.json()["link"],
                let path = URL(string: link).map({ $0.path + "?" + ($0.query ?? "") })
            else {
                Issue.record("no link: \(made.text)")
                return
            }
            for _ in 0..<2 {
                let page = try await client.ask(.get, path)
                #expect(page.status == 200 && page.headers[.setCookie] == nil)
                #expect(page.text.contains("value=\"mina\""))
            }
            let token = path.components(separatedBy: "token=")[1]
            let form: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
            let weak = try await client.ask(
                .post, Address.choosePassword.path, headers: form,
                body: "token=\(token)&password=short")
            #expect(weak.status == 400 && weak.headers[.setCookie] == nil)
            let done = try await client.ask(
                .post, Address.choosePassword.path, headers: form,
                body: "token=\(token)&password=correct+horse%20battery")
            #expect(done.status == 303)
            #expect(try await client.ask(.get, path).status == 401)
            let entered = try await client.ask(
                .post, Address.signIn.path, headers: form,
                body: "name=MINA&password=correct%20horse+battery")
            #expect(entered.status == 303)
            #expect(entered.headers[.setCookie]?.hasPrefix("cxm_session=") == true)
        }
    }

    @Test func `after signing in comes the page that was asked for, and none of another server`()
        async throws
    {
        try await TestServer.run(withData: false) { client, server in
            _ = try await server.signIn(as: .viewer)
            let refused = try await client.ask(
                .get, "/?days=7&os=ios", headers: [.accept: "text/html"])
            #expect(refused.text.contains("value=\"/?days=7&amp;os=ios\""))
            for (next, location) in [
                ("%2F%3Fdays%3D7", "/?days=7"), ("%2F%2Fevil.example", "/"),
                ("https%3A%2F%2Fevil.example", "/"), ("%2F%5Cevil.example", "/"),
                ("%2F%0D%0ASet-Cookie%3Aa", "/"), ("%2Fsign-in%3Ftoken%3D1", "/"), ("", "/"),
            ] {
                let answer = try await client.ask(
                    .post, Address.signIn.path,
                    headers: [.contentType: "application/x-www-form-urlencoded"],
                    body: "name=viewer&password=correct+horse+battery&next=\(next)")
                #expect(answer.status == 303)
                #expect(answer.headers[.location] == location, "\(next)")
            }
        }
    }

    @Test func `a program without the right to look sees no page`() async throws {
        try await TestServer.run(withData: false) { client, server in
            let token = try await server.token([.membership])
            let answer = try await client.ask(
                .get, "/", headers: [.authorization: "Bearer \(token)", .accept: "text/html"])
            #expect(answer.status == 403)
        }
    }

    @Test func `a form of another site signs nobody in`() async throws {
        try await TestServer.run(withData: false) { client, server in
            _ = try await server.signIn(as: .viewer)
            let site = try #require(HTTPField.Name("Sec-Fetch-Site"))
            let answer = try await client.ask(
                .post, Address.signIn.path,
                headers: [
                    .contentType: "application/x-www-form-urlencoded", site: "cross-site",
                ], body: "name=viewer&password=correct+horse+battery")
            #expect(answer.status == 403)
        }
    }

    @Test func `a wrong password shows the form again, with the name and a sentence`() async throws
    {
        try await TestServer.run(withData: false) { client, _ in
            let answer = try await client.ask(
                .post, Address.signIn.path + "?lang=en",
                headers: [.contentType: "application/x-www-form-urlencoded"],
                body: "name=%3Cb%3E&password=x")
            #expect(answer.status == 401)
            #expect(answer.text.contains("The name or the password is wrong."))
            #expect(answer.text.contains("value=\"&lt;b&gt;\""))
        }
    }

    @Test func `the first admin chooses name and password, and the link is done with`()
        async throws
    {
        try await TestServer.run(withData: false) { client, server in
            #expect(try await server.needsSignInLink())
            let cookie = try await client.signIn(to: server)
            #expect(try await server.needsSignInLink())
            let me = try await client.ask(.get, Self.me, cookie: cookie).json()
            #expect(me["has_password"] == .boolean(false))
            let saved = try await client.ask(
                .post, Address.account.path, cookie: cookie,
                headers: [.contentType: "application/x-www-form-urlencoded"],
                body: "name=ann&display_name=Ann&password=correct+horse+battery")
            #expect(saved.status == 200)
            #expect(saved.text.contains("value=\"ann\""))
            #expect(try await !server.needsSignInLink())
            let again = try await client.ask(
                .post, "/api/v1/session",
                body: #"{"name":"ann","password":"correct horse battery"}"#)
            #expect(try again.json()["role"] == "admin")
        }
    }

    @Test func `a name that is refused leaves the password as it is`() async throws {
        try await TestServer.run(withData: false) { client, server in
            _ = try await server.signIn(as: .admin)
            let cookie = try await server.signIn(as: .viewer)
            for name in ["a+b+c", "ADMIN"] {
                let refused = try await client.ask(
                    .post, Address.account.path, cookie: cookie,
                    headers: [.contentType: "application/x-www-form-urlencoded"],
                    body: "name=\(name)&current=correct+horse+battery&password=another+password")
                #expect(refused.status == 400)
            }
            let kept = try await client.ask(
                .post, "/api/v1/session",
                body: #"{"name":"viewer","password":"\#(Server.password)"}"#)
            #expect(kept.status == 200)
        }
    }

    @Test func `one's own password and sessions`() async throws {
        try await TestServer.run(withData: false) { client, server in
            let here = try await server.signIn(as: .viewer)
            let there = try await server.signIn(as: .viewer)
            let list = try await client.ask(.get, Self.me + "/sessions", cookie: here).json()
            guard case .array(let sessions)? = list["sessions"] else {
                Issue.record("no list")
                return
            }
            #expect(sessions.map { $0["current"] } == [.boolean(false), .boolean(true)])
            let wrong = try await client.ask(
                .put, Self.me + "/password", cookie: here,
                body: #"{"current":"no","new":"another password"}"#)
            #expect(wrong.status == 422)
            let right = try await client.ask(
                .put, Self.me + "/password", cookie: here,
                body: #"{"current":"\#(Server.password)","new":"another password"}"#)
            #expect(right.status == 204)
            #expect(try await client.ask(.get, Self.me, cookie: there).status == 401)
            #expect(try await client.ask(.get, Self.me, cookie: here).status == 200)
            let strange = try await client.ask(
                .delete, Self.me + "/sessions/99", cookie: here)
            #expect(strange.status == 404)
        }
    }

    @Test func `requests beyond the limit wait`() async throws {
        try await TestServer.run(withData: false, requestsPerSecond: 2) { client, server in
            let cookie = try await server.signIn(as: .viewer)
            for _ in 0..<10 {
                #expect(try await client.ask(.get, Self.me, cookie: cookie).status == 200)
            }
            let answer = try await client.ask(.get, Self.me, cookie: cookie)
            #expect(answer.status == 429)
            #expect(answer.headers[.retryAfter] == "1")
            let other = try await server.signIn(as: .marketer)
            #expect(try await client.ask(.get, Self.me, cookie: other).status == 200)
            for _ in 0..<5 { _ = try await client.ask(.get, Address.health.path) }
            #expect(try await client.ask(.get, Address.health.path).status == 429)
        }
    }
}
