import API
import Definitions
import Hummingbird
import HummingbirdTesting
import Metadata
import Operations
import Secrets
import Testing
import WebInterface

@Suite(.timeLimit(.minutes(10))) struct ExportRouteTests {
    private func header(_ name: String, of answer: Answer) -> String? {
        answer.headers.first { $0.name.canonicalName == name }?.value
    }

    @Test func `users come as lines with a trailer, and what is known stands in headers`()
        async throws
    {
        try await ServedHome.run(count: 10_000) { client, server, home in
            let cookie = try await client.signIn(to: server)
            let path = "/api/v1/segments/\(home.segment.id)/users"
            let answer = try await client.ask(.get, path, cookie: cookie)
            #expect(answer.status == 200)
            #expect(answer.headers[.contentType] == "application/x-ndjson")
            #expect(header("cxm-rows", of: answer) == "10000")
            #expect(header("cxm-snapshot", of: answer) == "1")
            let lines = answer.text.split(separator: "\n")
            #expect(lines.count == 10_001 && lines[9999] == #"{"user":"u09999"}"#)
            let trailer = try JSONValue(parsing: String(lines[10_000]))["trailer"]
            let before = answer.text.dropLast(lines[10_000].count + 1)
            #expect(trailer?["sha256"] == .string(Digest.sha256(Array(before.utf8))))
            let audit = try await home.metadata.audit(
                AuditFilter(action: "segment.export"), before: nil, limit: 9)
            #expect(audit.count == 1 && audit[0].actor == "admin")
        }
    }

    @Test func `the type is chosen by the address, then by Accept`() async throws {
        try await ServedHome.run { client, server, home in
            let cookie = try await client.signIn(to: server)
            let path = "/api/v1/segments/Dormant/users"
            for (accept, query, type) in [
                ("text/csv;q=0.9, */*;q=0.1", "", "text/csv"), ("*/*", "", "application/x-ndjson"),
                ("text/csv", "?format=parquet", "application/vnd.apache.parquet"),
                ("application/vnd.apache.parquet", "", "application/vnd.apache.parquet"),
            ] {
                let answer = try await client.ask(
                    .get, path + query, cookie: cookie, headers: [.accept: accept])
                #expect(answer.status == 200 && answer.headers[.contentType] == type, "\(accept)")
            }
            let none = try await client.ask(
                .get, path, cookie: cookie, headers: [.accept: "image/png"])
            #expect(none.status == 406)
        }
    }

    @Test func `pages go on by cursor, and what is wrong is said`() async throws {
        try await ServedHome.run { client, server, home in
            let cookie = try await client.signIn(to: server)
            let path = "/api/v1/segments/\(home.segment.id)/users"
            let first = try await client.ask(
                .get, path + "?format=csv&limit=60", cookie: cookie)
            let line = try #require(first.text.split(separator: "\n").last)
            let next = try JSONValue(parsing: String(line.dropFirst()))["next"]
            #expect(next == "1.u00059")
            let rest = try await client.ask(
                .get, path + "?format=csv&after=1.u00059", cookie: cookie)
            #expect(rest.text.hasPrefix("user\nu00060\n"))
            #expect(rest.text.split(separator: "\n").count == 42)
            for (query, status, code) in [
                ("?after=x", 400, "bad_cursor"), ("?after=1.nobody", 400, "bad_cursor"),
                ("?after=9.u00001", 404, "no_snapshot"), ("?snapshot=77", 404, "no_snapshot"),
                ("?limit=0", 400, "bad_parameter"), ("?format=xls", 400, "bad_parameter"),
            ] {
                let answer = try await client.ask(.get, path + query, cookie: cookie)
                #expect(answer.status == status, "\(query) \(answer.text)")
                #expect(try answer.json()["code"] == .string(code), "\(query)")
            }
            let none = try await client.ask(
                .get, "/api/v1/segments/none/users", cookie: cookie)
            #expect(none.status == 404)
            #expect(try await client.ask(.get, path).status == 401)
        }
    }

    @Test func `rows a day and who is left out are settings`() async throws {
        try await ServedHome.run { client, server, home in
            let cookie = try await client.signIn(to: server)
            let settings = "/api/v1/export-settings"
            let usual = try await client.ask(.get, settings, cookie: cookie)
            #expect(try usual.json()["suppression"] == .array([]))
            let saved = try await client.ask(
                .put, settings, cookie: cookie,
                body: #"{"quota":{"rows_per_day":150},"suppression":["1"]}"#)
            #expect(saved.status == 200)
            #expect(try saved.json()["quota"]?["rows_per_day"] == 150)
            let path = "/api/v1/segments/1/users"
            let empty = try await client.ask(.get, path, cookie: cookie)
            #expect(empty.text.split(separator: "\n").count == 1)
            _ = try await client.ask(
                .put, settings, cookie: cookie, body: #"{"quota":{"rows_per_day":150}}"#)
            #expect(try await client.ask(.get, path, cookie: cookie).status == 200)
            let over = try await client.ask(.get, path, cookie: cookie)
            #expect(over.status == 429)
            #expect(try over.json()["code"] == "quota_exceeded")
            #expect(try await client.ask(.get, path + "?limit=50", cookie: cookie).status == 200)
            let wrong = try await client.ask(
                .put, settings, cookie: cookie, body: #"{"suppression":["99"]}"#)
            #expect(wrong.status == 400)
        }
    }
}
