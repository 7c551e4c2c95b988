import API
import Definitions
import Foundation
import Hummingbird
import HummingbirdTesting
import Testing

/// The addresses of metrics.
@Suite(.timeLimit(.minutes(10))) struct MetricResourceTests {
    private static let count = #"{"name":"결제 수","measure":"count","dataset":"app_log"}"#

    @Test func `a metric is saved, read, renamed, found and removed`() async throws {
        try await Resources.with { api in
            let made = try await api.post("/metrics", Self.count)
            #expect(made.status == 201)
            #expect(made.headers[.location] == "/api/v1/metrics/1")
            #expect(made.headers[.eTag] == "\"1\"")
            let shown = try await api.get("/metrics/1?lang=en").json()
            #expect(shown["definition"]?["direction"] == "higher")
            #expect(shown["words"]?.text?.hasPrefix("The number of rows") == true)
            let changed = try await api.ask(
                .put, "/metrics/1",
                #"{"name":"Visits per user","measure":"average_per_user","dataset":"app_log"}"#,
                ifMatch: "\"1\"")
            #expect(changed.headers[.eTag] == "\"2\"")
            _ = try await api.post("/metrics", Self.count)
            let all = try await api.get("/metrics").json()["items"]
            #expect(all?[0]?["name"] == "Visits per user")
            #expect(all?[1]?["name"] == "결제 수")
            let found = try await api.get("/metrics?search=%E3%84%B1%E3%85%88").json()["items"]
            #expect(found?[0]?["name"] == "결제 수" && found?[1] == nil)
            #expect(try await api.get("/metrics?dataset=members").json()["items"] == [])
            let page = try await api.get("/metrics?limit=1").json()
            let next = try #require(page["next"]?.text)
            #expect(
                try await api.get("/metrics?limit=1&after=\(next)").json()["items"]?[0]?["name"]
                    == "결제 수")
            #expect(try await api.ask(.delete, "/metrics/1", ifMatch: "\"2\"").status == 204)
            #expect(try await api.get("/metrics/1").status == 404)
            let audit = try await api.get("/audit?subject=metric/1").json()["records"]
            #expect(audit?[0]?["action"] == "metric.remove")
            #expect(audit?[1]?["action"] == "metric.change")
            #expect(audit?[2]?["action"] == "metric.create")
        }
    }

    @Test func `a change from an older revision is refused, and a name is taken once`()
        async throws
    {
        try await Resources.with { api in
            for name in ["a", "b"] {
                let body = Self.count.replacing("결제 수", with: name)
                #expect(try await api.post("/metrics", body).status == 201)
            }
            let twice = try await api.post("/metrics", Self.count.replacing("결제 수", with: "a"))
            #expect(twice.status == 409)
            #expect(try twice.json()["code"] == "taken")
            #expect(try await api.ask(.put, "/metrics/1", Self.count).status == 428)
            #expect(
                try await api.ask(.put, "/metrics/1", Self.count, ifMatch: "\"7\"").status == 412)
            #expect(try await api.ask(.delete, "/metrics/1", ifMatch: "\"7\"").status == 412)
            let taken = try await api.ask(
                .put, "/metrics/1", Self.count.replacing("결제 수", with: "b"), ifMatch: "*")
            #expect(taken.status == 409)
            #expect(try await api.ask(.put, "/metrics/9", Self.count, ifMatch: "*").status == 404)
            #expect(try await api.get("/metrics/a").status == 404)
        }
    }

    @Test(arguments: [
        ("[]", ""), (#"{"measure":"count","dataset":"app_log"}"#, ""),
        (#"{"name":" ","measure":"count","dataset":"app_log"}"#, "/name"),
        (#"{"name":"a","measure":"cuont","dataset":"app_log"}"#, "/measure"),
        (#"{"name":"a","measure":"count","dataset":"app_lgo"}"#, "/dataset"),
        (#"{"name":"a","measure":"sum","dataset":"app_log","field":"os"}"#, "/field"),
        (#"{"name":"a","measure":"count","dataset":"app_log","colour":1}"#, "/colour"),
        (
            #"{"name":"a","ratio":{"numerator":{"measure":"count","dataset":"app_log"},"denominator":{"measure":"count","dataset":"x"}}}"#,
            "/ratio/denominator/dataset"
        ),
    ])
    func `what does not fit is a problem that points at its place`(
        body: String, pointer: String
    ) async throws {
        try await Resources.with { api in
            let answer = try await api.post("/metrics", body)
            #expect(answer.status == 400, "\(answer.text)")
            #expect(try answer.json()["pointer"]?.text == pointer)
            #expect(try await api.get("/metrics").json()["items"] == [])
        }
    }

    @Test func `a metric is described before it has a name`() async throws {
        try await Resources.with { api in
            let body = #"{"measure":"share_of_users_with","dataset":"app_log","unit":"%"}"#
            let words = try await api.post("/metrics/describe?lang=ko", body).json()["words"]?.text
            #expect(words?.contains("비율") == true)
            let bad = try await api.post(
                "/metrics/describe", #"{"name":"a","measure":"sum","dataset":"app_log"}"#)
            #expect(bad.status == 400)
        }
    }
}
