import Definitions
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import WebInterface

@testable import API

@Suite(.timeLimit(.minutes(10))) struct AnalysisRoutesTests {
    @Test func `an analysis carries its id, and its progress is told after its end`() async throws {
        try await TestServer.run { client, server in
            let cookie = try await client.signIn(to: server)
            let asked = try await server.answer(
                to: AnalysesTests.question, cookie: cookie, headers: [Analyses.idHeader: "mine-1"])
            #expect(asked.headers[Analyses.idHeader] == "mine-1")
            let progress = try await client.ask(
                .get, "/api/v1/analyses/mine-1/progress", cookie: cookie)
            let json = try progress.json()
            #expect(json["state"] == "done")
            #expect(json["share"] == .number(1))
            let events = try await client.ask(
                .get, "/api/v1/analyses/mine-1/progress", cookie: cookie,
                headers: [.accept: "text/event-stream"])
            #expect(events.headers[.contentType] == "text/event-stream")
            #expect(
                events.text.hasPrefix("event: end\ndata: {\"id\":\"mine-1\",\"state\":\"done\""))
            let unnamed = try await server.answer(
                to: AnalysesTests.question.replacing("pay_done", with: "app_open"), cookie: cookie)
            #expect((unnamed.headers[Analyses.idHeader] ?? "").utf8.count == 16)
        }
    }

    @Test func `an analysis that there is not is not found`() async throws {
        try await TestServer.run(withData: false) { client, server in
            let cookie = try await client.signIn(to: server)
            for (method, path) in [
                (.get, "/api/v1/analyses/x/progress"), (.delete, "/api/v1/analyses/x"),
            ] as [(HTTPRequest.Method, String)] {
                let answer = try await client.ask(method, path, cookie: cookie)
                #expect(answer.status == 404)
                #expect(try answer.json()["parameter"] == "id")
            }
        }
    }

    @Test func `an analysis that waits is ended by its id, and a full queue refuses`() async throws
    {
        var limits = ServerLimits()
        limits.runningAnalyses = 1
        limits.waitingAnalyses = 1
        try await TestServer.run(limits: limits) { client, server in
            let cookie = try await client.signIn(to: server)
            // Holds the only turn.
            let holder = Task {
                try await server.desk.run("holder", for: "nobody") { _ in
                    try await Task.sleep(for: .seconds(500))
                }
            }
            while server.desk.runningCount == 0 { try await Task.sleep(for: .milliseconds(2)) }
            let waiting = Task {
                try await server.answer(
                    to: AnalysesTests.question, cookie: cookie, headers: [Analyses.idHeader: "w"])
            }
            while server.desk.waitingCount == 0 { try await Task.sleep(for: .milliseconds(2)) }
            let seen = try await client.ask(.get, "/api/v1/analyses/w/progress", cookie: cookie)
            #expect(try seen.json()["state"] == "waiting")
            #expect(try seen.json()["position"] == 1)
            let refused = try await server.answer(to: AnalysesTests.question, cookie: cookie)
            #expect(refused.status == 503)
            #expect(refused.headers[.retryAfter] == "5")
            let ended = try await client.ask(.delete, "/api/v1/analyses/w", cookie: cookie)
            #expect(ended.status == 204)
            let answer = try await waiting.value
            #expect(answer.status == 409)
            #expect(try answer.json()["code"] == "analysis_cancelled")
            holder.cancel()
            _ = try? await holder.value
        }
    }

    @Test func `the users behind an element are given page by page`() async throws {
        try await TestServer.run { client, server in
            let cookie = try await client.signIn(to: server)
            let body = #"{"question":\#(AnalysesTests.question),"element":"converted-1"}"#
            var pages = 0
            var next: String? = ""
            var total: Int64 = 0
            var users: [JSONValue] = []
            while let after = next {
                let path =
                    "/api/v1/analyses/people?limit=7" + (after.isEmpty ? "" : "&after=\(after)")
                let answer = try await server.answer(to: body, cookie: cookie, path: path)
                #expect(answer.status == 200)
                let json = try answer.json()
                if case .integer(let count)? = json["total"] { total = count }
                if case .array(let items)? = json["items"] { users += items }
                pages += 1
                next = if case .string(let text)? = json["next"] { text } else { nil }
            }
            #expect(total > 7)
            #expect(pages == (users.count + 6) / 7)
            #expect(users.count == Int(total))
            #expect(Set(users).count == users.count, "everybody once")
            #expect(users.allSatisfy { user in user["user"] != nil })
        }
    }

    @Test(arguments: [
        // What is missing is told at the object that lacks it.
        (#"{"question":{},"element":"x"}"#, "/question"), (#"{"element":"x"}"#, ""),
        (#"{"question":\#(AnalysesTests.question),"element":"convertd-1"}"#, "/element"),
        (#"{"question":\#(AnalysesTests.question)}"#, ""),
    ])
    func `a bad question about people is a problem`(body: String, place: String) async throws {
        try await TestServer.run { client, server in
            let cookie = try await client.signIn(to: server)
            let answer = try await server.answer(
                to: body, cookie: cookie, path: "/api/v1/analyses/people")
            #expect(answer.status == 400)
            #expect(try answer.json()["pointer"] == .string(place))
        }
    }

    @Test func `a bad analysis id is a problem`() async throws {
        try await TestServer.run { client, server in
            let cookie = try await client.signIn(to: server)
            let answer = try await client.ask(
                .post, Address.analyses.path, cookie: cookie,
                headers: [Analyses.idHeader: "a b"], body: AnalysesTests.question)
            #expect(answer.status == 400)
            #expect(try answer.json()["parameter"] == "X-Analysis-ID")
        }
    }
}
