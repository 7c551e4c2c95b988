import API
import Definitions
import Hummingbird
import HummingbirdTesting
import Testing
import WebInterface

@Suite struct AnalysesTests {
    static let question = """
        {"kind":"funnel","dataset":"app_log","steps":[{"event":"app_open"},{"event":"pay_done"}]}
        """

    @Test func `a question is answered with the engine's result`() async throws {
        try await TestServer.run { client, server in
            let cookie = try await client.signIn(to: server)
            let answer = try await client.ask(
                .post, Address.analyses.path, cookie: cookie, body: Self.question)
            #expect(answer.status == 200)
            let result = try answer.json()
            #expect(result["kind"] == "funnel")
            #expect(result["engine"] == "native")
            guard case .array(let series)? = result["series"],
                case .array(let steps)? = series.first?["steps"],
                case .integer(let opened)? = steps.first?["users"],
                case .integer(let paid)? = steps.last?["users"]
            else {
                Issue.record("The result lacks its steps: \(answer.text)")
                return
            }
            #expect(steps.count == 2)
            #expect(opened > paid && paid > 0)
        }
    }

    @Test func `a question that was answered comes from memory the second time`() async throws {
        try await TestServer.run { client, server in
            let cookie = try await client.signIn(to: server)
            var answers: [JSONValue] = []
            for _ in 0..<2 {
                let answer = try await server.answer(to: Self.question, cookie: cookie)
                answers.append(try answer.json())
            }
            #expect(answers[0]["cached"] == nil)
            #expect(answers[1]["cached"] == .boolean(true))
            #expect(answers[0]["series"] == answers[1]["series"])
        }
    }

    @Test func `a list of questions is answered with a list`() async throws {
        try await TestServer.run { client, server in
            let cookie = try await client.signIn(to: server)
            let trend = #"{"kind":"trend","dataset":"app_log","series":[{"event":"app_open"}]}"#
            let answer = try await server.answer(
                to: "[\(Self.question),\(trend)]", cookie: cookie)
            #expect(answer.status == 200)
            guard case .array(let answers) = try answer.json() else {
                Issue.record("no list: \(answer.text)")
                return
            }
            #expect(answers.map { $0["kind"] } == ["funnel", "trend"])
            let bad = try await server.answer(
                to: "[\(Self.question),\(trend.replacing("app_open", with: "app_opens"))]",
                cookie: cookie)
            #expect(bad.status == 400)
            #expect(try bad.json()["pointer"] == "/1/series/0/event")
            let none = try await server.answer(to: "[]", cookie: cookie)
            #expect(try none.json()["code"] == "out_of_range")
        }
    }

    @Test(arguments: [
        ("{", "not_json", ""),
        (#"{"kind":"funel"}"#, "unknown_name", "/kind"),
        (
            #"{"kind":"funnel","dataset":"app_log","steps":[{"event":"app_open"},{"event":"pay"}]}"#,
            "unknown_name", "/steps/1/event"
        ),
        (
            #"{"kind":"funnel","dataset":"log","steps":[{"event":"a"},{"event":"b"}]}"#,
            "unknown_name", "/dataset"
        ),
        (
            #"{"kind":"funnel","dataset":"app_log","steps":[{"event":"app_open"}]}"#,
            "out_of_range", "/steps"
        ),
    ])
    func `a bad question is a problem that points at its place`(
        body: String, code: String, pointer: String
    ) async throws {
        try await TestServer.run { client, server in
            let cookie = try await client.signIn(to: server)
            let answer = try await client.ask(
                .post, Address.analyses.path, cookie: cookie, body: body)
            #expect(answer.status == 400)
            #expect(answer.headers[.contentType] == "application/problem+json")
            let problem = try answer.json()
            #expect(problem["code"] == .string(code))
            #expect(problem["pointer"] == .string(pointer))
        }
    }

    @Test func `a body beyond the limit is refused`() async throws {
        try await TestServer.run { client, server in
            let cookie = try await client.signIn(to: server)
            let answer = try await client.ask(
                .post, Address.analyses.path, cookie: cookie,
                body: String(repeating: " ", count: (1 << 20) + 1))
            #expect(answer.status == 413)
            #expect(try answer.json()["code"] == "body_too_large")
        }
    }

    @Test func `a form cannot ask on somebody's behalf`() async throws {
        try await TestServer.run { client, server in
            let cookie = try await client.signIn(to: server)
            let answer = try await client.ask(
                .post, Address.analyses.path, cookie: cookie,
                headers: [.contentType: "text/plain"], body: Self.question)
            #expect(answer.status == 415)
        }
    }

    @Test func `the datasets are listed with their events and properties`() async throws {
        try await TestServer.run { client, server in
            let cookie = try await client.signIn(to: server)
            let answer = try await client.ask(.get, Address.datasets.path, cookie: cookie)
            guard case .array(let datasets)? = try answer.json()["datasets"] else {
                Issue.record("No list: \(answer.text)")
                return
            }
            #expect(datasets.count == 1)
            #expect(datasets.first?["name"] == "app_log")
            #expect(answer.text.contains(#"{"name":"os","type":"text""#))
        }
    }

    @Test func `an unknown address is a problem, not a page of the framework`() async throws {
        try await TestServer.run { client, server in
            let cookie = try await client.signIn(to: server)
            let answer = try await client.ask(.get, "/api/v1/unknown", cookie: cookie)
            #expect(answer.status == 404)
            #expect(try answer.json()["code"] == "not_found")
        }
    }
}
