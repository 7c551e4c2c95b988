import Definitions
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Metadata
import Operations
import Testing

@testable import API

/// Users, clients and the audit as admins see them.
@Suite struct AuditTests {
    private func list(_ json: JSONValue, _ name: String) -> [JSONValue] {
        guard case .array(let elements)? = json[name] else { return [] }
        return elements
    }

    @Test func `users are listed and changed, and the last admin stays one`() async throws {
        try await TestServer.run(withData: false) { client, server in
            let admin = try await server.signIn(as: .admin)
            let viewer = try await server.signIn(as: .viewer)
            let answer = try await client.ask(.get, "/api/v1/users", cookie: admin)
            let users = list(try answer.json(), "users")
            #expect(users.map { $0["name"] } == ["admin", "viewer"])
            for secret in ["scrypt", "fingerprint", "hash"] {
                #expect(!answer.text.contains(secret))
            }
            let last = try await client.ask(
                .put, "/api/v1/users/1", cookie: admin, body: #"{"role":"viewer"}"#)
            #expect(last.status == 409)
            let off = try await client.ask(
                .put, "/api/v1/users/2", cookie: admin, body: #"{"disabled":true}"#)
            #expect(try off.json()["disabled"] == .boolean(true))
            #expect(try await client.ask(.get, "/api/v1/me", cookie: viewer).status == 401)
            let none = try await client.ask(
                .put, "/api/v1/users/9", cookie: admin, body: #"{"role":"viewer"}"#)
            #expect(none.status == 404)
            let bad = try await client.ask(
                .put, "/api/v1/users/2", cookie: admin, body: #"{"role":"boss"}"#)
            #expect(try bad.json()["pointer"] == "/role")
        }
    }

    @Test func `a client's token is shown once, rotated and revoked`() async throws {
        try await TestServer.run(withData: false) { client, server in
            let admin = try await server.signIn(as: .admin)
            let made = try await client.ask(
                .post, "/api/v1/clients", cookie: admin,
                body: #"{"name":"push","scopes":["segments:read"],"days":30}"#)
            #expect(made.status == 201)
            guard case .string(let token)? = try made.json()["token"] else {
                Issue.record("no token")
                return
            }
            let headers: HTTPFields = [.authorization: "Bearer \(token)"]
            let datasets = try await client.ask(.get, "/api/v1/datasets", headers: headers)
            #expect(datasets.status == 200)
            let me = try await client.ask(.get, "/api/v1/me", headers: headers).json()
            #expect(me["scopes"] == ["segments:read"])
            let listed = try await client.ask(.get, "/api/v1/clients", cookie: admin)
            #expect(!listed.text.contains(token))
            let revoked = try await client.ask(
                .delete, "/api/v1/clients/1/tokens/1", cookie: admin)
            #expect(revoked.status == 204)
            #expect(
                try await client.ask(.get, "/api/v1/datasets", headers: headers).status == 401)
            let next = try await client.ask(
                .post, "/api/v1/clients/1/tokens", cookie: admin, body: "{}")
            #expect(next.status == 201)
            let bad = try await client.ask(
                .post, "/api/v1/clients", cookie: admin,
                body: #"{"name":"x","scopes":["everything"]}"#)
            #expect(try bad.json()["pointer"] == "/scopes/0")
        }
    }

    @Test func `the audit is listed page by page, filtered, and exported`() async throws {
        try await TestServer.run(withData: false) { client, server in
            let admin = try await server.signIn(as: .admin)
            for number in 1...5 {
                _ = try await client.ask(
                    .post, "/api/v1/users", cookie: admin,
                    body: #"{"name":"u\#(number)","role":"viewer"}"#)
            }
            var path = "/api/v1/audit?action=user.&limit=2&actor=admin"
            let first = try await client.ask(.get, path, cookie: admin).json()
            #expect(list(first, "records").map { $0["subject"] } == ["user/6", "user/5"])
            guard case .string(let cursor)? = first["next_cursor"] else {
                Issue.record("no cursor")
                return
            }
            path += "&cursor=" + cursor
            let second = try await client.ask(.get, path, cookie: admin).json()
            #expect(list(second, "records").map { $0["subject"] } == ["user/4", "user/3"])
            let later = try await client.ask(
                .get, "/api/v1/audit?from=2027-01-01", cookie: admin)
            #expect(list(try later.json(), "records").isEmpty)
            let bad = try await client.ask(.get, "/api/v1/audit?from=soon", cookie: admin)
            #expect(bad.status == 400)

            let lines = try await client.ask(
                .get, "/api/v1/audit/export?action=user.invite", cookie: admin)
            #expect(lines.text.split(separator: "\n").count == 6)
            #expect(try JSONValue(parsing: String(lines.text.prefix { $0 != "\n" }))["id"] != nil)
            let csv = try await client.ask(
                .get, "/api/v1/audit/export?format=csv", cookie: admin)
            #expect(csv.text.hasPrefix("id,at,actor,action,subject,details\n"))
            #expect(csv.text.contains(",admin,audit.export,audit,"), "exports are noted too")
            #expect(
                try await client.ask(
                    .get, "/api/v1/audit/export?format=xls", cookie: admin
                ).status == 400)
        }
    }

    @Test func `a program's calls are written down, once an hour an address`() async throws {
        try await TestServer.run(withData: false) { client, server in
            let token = try await server.token([.readSegments], name: "push")
            for _ in 0..<3 {
                for path in ["/api/v1/datasets", "/api/v1/me", "/api/v1/users"] {
                    _ = try await client.ask(
                        .get, path, headers: [.authorization: "Bearer \(token)"])
                }
            }
            let records = try await server.configuration.metadata.audit(
                AuditFilter(action: "client.call"), before: nil, limit: 9)
            #expect(records.map(\.actor) == ["client/push", "client/push"])
            #expect(
                records.map(\.details) == [["route": "GET /me"], ["route": "GET /datasets"]])
        }
    }

    @Test func `failed sign-ins are in the audit, without what was typed`() async throws {
        try await TestServer.run(withData: false) { client, server in
            let admin = try await server.signIn(as: .admin)
            _ = try await client.ask(
                .post, "/api/v1/session", body: #"{"name":"hunter2","password":"secret-word"}"#)
            let answer = try await client.ask(
                .get, "/api/v1/audit?action=access.refused", cookie: admin)
            #expect(list(try answer.json(), "records").count == 1)
            #expect(!answer.text.contains("hunter2") && !answer.text.contains("secret-word"))
        }
    }

    @Test func `nothing changes or removes a record`() async throws {
        try await TestServer.run(withData: false) { client, server in
            let admin = try await server.signIn(as: .admin)
            for method in [HTTPRequest.Method.delete, .put, .patch, .post] {
                for path in ["/api/v1/audit", "/api/v1/audit/1", "/api/v1/audit/export"] {
                    let answer = try await client.ask(method, path, cookie: admin)
                    #expect([404, 405].contains(answer.status), "\(method) \(path)")
                }
            }
        }
    }
}
