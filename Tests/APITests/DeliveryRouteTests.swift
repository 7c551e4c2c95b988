import API
import Definitions
import Hummingbird
import HummingbirdTesting
import Jobs
import MarketingAdmin
import Metadata
import Operations
import Testing

@Suite(.timeLimit(.minutes(10))) struct DeliveryRouteTests {
    private static let secret = "a secret of sixteen"
    private static let destination =
        #"{"name":"Push","kind":"http","options":{"url":"http://127.0.0.1:9/audience"}}"#

    private func delivery(_ more: String = "") -> String {
        #"{"name":"Winback","segment":"1","destination":"1","batch_size":30\#(more)}"#
    }

    @Test func `destinations are added, changed and removed, and keep their secrets`()
        async throws
    {
        let admin = MarketingAdmin(secret: Self.secret)
        try await ServedHome.run(sender: AdminSender(admin)) { client, server, home in
            let cookie = try await client.signIn(to: server)
            let path = "/api/v1/destinations"
            let added = try await client.ask(.post, path, cookie: cookie, body: Self.destination)
            #expect(added.status == 201 && added.headers[.eTag] == "\"1\"")
            #expect(try added.json()["secrets"] == .array([]))
            let untested = try await client.ask(.post, path + "/1/test", cookie: cookie)
            #expect(try untested.json()["ok"] == .boolean(false))
            let secret = try await client.ask(
                .put, path + "/Push/secrets/signing", cookie: cookie,
                body: #"{"value":"\#(Self.secret)"}"#)
            #expect(secret.status == 204 && secret.text.isEmpty)
            let tested = try await client.ask(.post, path + "/1/test", cookie: cookie)
            #expect(try tested.json()["ok"] == .boolean(true))
            let shown = try await client.ask(.get, path + "/1", cookie: cookie)
            #expect(try shown.json()["secrets"] == ["signing"])
            #expect(!shown.text.contains(Self.secret))
            let list = try await client.ask(.get, path, cookie: cookie)
            #expect(!list.text.contains(Self.secret) && list.text.contains("Push"))

            let blind = try await client.ask(
                .put, path + "/1", cookie: cookie, body: Self.destination)
            #expect(blind.status == 428)
            let old = try await client.ask(
                .put, path + "/1", cookie: cookie, headers: [.ifMatch: "\"7\""],
                body: Self.destination)
            #expect(old.status == 412)
            let other = Self.destination.replacing("127.0.0.1:9", with: "push.example.com")
            let changed = try await client.ask(
                .put, path + "/1", cookie: cookie, headers: [.ifMatch: "\"1\""], body: other)
            #expect(changed.status == 200)
            #expect(try changed.json()["secrets"] == .array([]))
            for body in ["{}", #"{"name":"a","kind":"http","options":{"url":"x"}}"#, "[]"] {
                let bad = try await client.ask(.post, path, cookie: cookie, body: body)
                #expect(bad.status == 400, "\(body)")
            }
            #expect(try await client.ask(.delete, path + "/1", cookie: cookie).status == 204)
            #expect(try await client.ask(.get, path + "/1", cookie: cookie).status == 404)
        }
    }

    @Test func `a delivery is tried out, sent, paused and looked at`() async throws {
        let admin = MarketingAdmin(secret: Self.secret, refuses: { $0 == "u00007" })
        try await ServedHome.run(sender: AdminSender(admin)) { client, server, home in
            let cookie = try await client.signIn(to: server)
            _ = try await client.ask(
                .post, "/api/v1/destinations", cookie: cookie, body: Self.destination)
            _ = try await client.ask(
                .put, "/api/v1/destinations/1/secrets/signing", cookie: cookie,
                body: #"{"value":"\#(Self.secret)"}"#)
            let path = "/api/v1/deliveries"
            let added = try await client.ask(.post, path, cookie: cookie, body: delivery())
            #expect(added.status == 201, "\(added.text)")
            let dry = try await client.ask(.post, path + "/1/dry-run", cookie: cookie)
            #expect(try dry.json()["entered"] == 100)
            #expect(admin.now.requests == 0)
            let started = try await client.ask(.post, path + "/1/runs", cookie: cookie)
            #expect(started.status == 202, "\(started.text)")
            #expect(
                try await client.ask(.post, path + "/1/runs", cookie: cookie).status == 409)
            let job = try #require(try await home.metadata.job(1))
            let deliver = DeliverSegments { now in
                DeliverySpace(segments: home.space(now, "scheduler"), sender: AdminSender(admin))
            }
            try await deliver(job, JobContext(clock: SystemJobClock()))
            let runs = try await client.ask(.get, path + "/Winback/runs", cookie: cookie)
            let run = try runs.json()["items"]?[0]
            #expect(run?["state"] == "done" && run?["rows_rejected"] == 1, "\(runs.text)")
            let batches = try await client.ask(
                .get, path + "/1/runs/1/batches?limit=3", cookie: cookie)
            guard case .string(let next)? = try batches.json()["next"] else {
                Issue.record("no next: \(batches.text)")
                return
            }
            let rest = try await client.ask(
                .get, path + "/1/runs/1/batches?after=\(next)", cookie: cookie)
            #expect(try rest.json()["items"]?[0]?["number"] == 3)
            let errors = try await client.ask(.get, path + "/1/runs/1/errors", cookie: cookie)
            #expect(try errors.json()["items"]?[0]?["user"] == "u00007")
            let paused = try await client.ask(.post, path + "/1/pause", cookie: cookie)
            #expect(try paused.json()["paused"] == .boolean(true))
            #expect(
                try await client.ask(.post, path + "/1/runs", cookie: cookie).status == 409)
            let resumed = try await client.ask(.post, path + "/1/resume", cookie: cookie)
            #expect(try resumed.json()["paused"] == .boolean(false))
            #expect(
                try await client.ask(.delete, "/api/v1/destinations/1", cookie: cookie).status
                    == 409)
            #expect(try await client.ask(.delete, path + "/1", cookie: cookie).status == 204)
        }
    }

    @Test func `those held out can be asked for`() async throws {
        try await ServedHome.run { client, server, home in
            let cookie = try await client.signIn(to: server)
            _ = try await client.ask(
                .post, "/api/v1/destinations", cookie: cookie,
                body: #"{"name":"Files","kind":"folder","options":{"folder":"crm"}}"#)
            let added = try await client.ask(
                .post, "/api/v1/deliveries", cookie: cookie,
                body: delivery(#","holdout":{"share":0.3,"salt":"x"}"#))
            #expect(added.status == 201, "\(added.text)")
            _ = try await client.ask(.post, "/api/v1/deliveries/1/runs", cookie: cookie)
            let job = try #require(try await home.metadata.job(1))
            let deliver = DeliverSegments { now in
                DeliverySpace(segments: home.space(now, "scheduler"))
            }
            try await deliver(job, JobContext(clock: SystemJobClock()))
            let path = "/api/v1/deliveries/1/holdout"
            let count = try await client.ask(.get, path, cookie: cookie)
            guard case .integer(let held)? = try count.json()["users"] else {
                Issue.record("no count: \(count.text)")
                return
            }
            #expect((15...45).contains(held))
            let users = try await client.ask(.get, path + "/users", cookie: cookie)
            let lines = users.text.split(separator: "\n")
            #expect(lines.count == Int(held))
            let id = try JSONReader(JSONValue(parsing: String(lines[0]))).member("user").string()
            let one = try await client.ask(.get, path + "/users/" + id, cookie: cookie)
            #expect(try one.json()["held_out"] == .boolean(true))
            let none = try await client.ask(.get, path + "/users/nobody", cookie: cookie)
            #expect(try none.json()["held_out"] == .boolean(false))
        }
    }

    @Test func `the document names every type in which an export comes`() async throws {
        try await ServedHome.run { client, server, _ in
            let cookie = try await client.signIn(to: server)
            let document = try await client.ask(.get, "/api/v1/openapi.json", cookie: cookie)
            let answers = try document.json()["paths"]?["/segments/{id}/users"]?["get"]?[
                "responses"]
            guard case .object(let types)? = answers?["200"]?["content"] else {
                Issue.record("no types")
                return
            }
            #expect(types.map(\.name).sorted() == ExportFormat.allCases.map(\.contentType).sorted())
        }
    }
}
