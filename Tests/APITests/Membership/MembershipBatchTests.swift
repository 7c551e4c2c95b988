import API
import Definitions
import Hummingbird
import HummingbirdTesting
import Testing

@Suite struct MembershipBatchTests {
    private func ask(
        _ body: String, _ check: @escaping @Sendable (Answer) throws -> Void
    ) async throws {
        try await MemberServer.run { client, _ in
            try check(try await client.ask(.post, "/membership", token: "sender", body: body))
        }
    }

    @Test func `one user in many segments`() async throws {
        try await ask(#"{"user":"밥","segments":["1","1 of many",1]}"#) { answer in
            #expect(answer.status == 200)
            let json = try answer.json()
            #expect(json["user"] == "밥")
            guard case .array(let answers)? = json["answers"] else {
                Issue.record("no answers: \(answer.text)")
                return
            }
            #expect(
                answers.map { $0["member"] } == [.boolean(true), .boolean(false), .boolean(true)])
            #expect(answers.map { $0["segment"] } == ["1", "2", "1"])
            #expect(
                answers[1]
                    == [
                        "member": .boolean(false), "segment": "2", "version": 1, "snapshot": "2",
                        "data_date": "2026-10-31", "stale": .boolean(false),
                    ])
        }
    }

    @Test func `many users in one segment, in their order`() async throws {
        try await ask(#"{"segment":"Savers","users":["밥","nobody",42,"ann"]}"#) { answer in
            let json = try answer.json()
            let members: [JSONValue] = [true, false, false, true].map { .boolean($0) }
            #expect(json["members"] == .array(members))
            #expect(json["segment"] == "1")
            #expect(json["data_date"] == "2026-10-31")
            #expect(json["stale"] == .boolean(false))
        }
    }

    @Test func `ten thousand are taken, one more is refused`() async throws {
        try await MemberServer.run { client, _ in
            func users(_ count: Int) -> String {
                let list = (0..<count).map { "\"u\($0)\"" }.joined(separator: ",")
                return #"{"segment":"1","users":[\#(list)]}"#
            }
            let most = try await client.ask(
                .post, "/membership", token: "sender", body: users(10_000))
            #expect(most.status == 200)
            let more = try await client.ask(
                .post, "/membership", token: "sender", body: users(10_001))
            #expect(more.status == 400)
            #expect(try more.json()["code"] == "too_many")
            #expect(try more.json()["pointer"] == "/users")
        }
    }

    @Test(arguments: [
        (#"{"user":"ann"}"#, 400, "missing_field", ""),
        (#"{"segment":"1"}"#, 400, "missing_field", ""),
        (#"{}"#, 400, "missing_field", ""),
        (#"{"segment":"1","users":"ann"}"#, 400, "wrong_type", "/users"),
        (#"{"segment":"1","users":["ann",1.5]}"#, 400, "wrong_type", "/users/1"),
        (#"{"user":1.5,"segments":[]}"#, 400, "wrong_type", "/user"),
        (#"{"user":"ann","segment":"1"}"#, 400, "mixed_forms", nil),
        (#"{"users":["ann"],"segments":["1"],"segment":"1"}"#, 400, "mixed_forms", nil),
        (#"{"segment":"1","user_ids":[]}"#, 400, "unknown_field", "/user_ids"),
        (#"{"segment":"9","users":[]}"#, 404, "unknown_segment", "/segment"),
        (#"{"user":"ann","segments":["1","9"]}"#, 404, "unknown_segment", "/segments/1"),
        (#"{"user":"ann","segments":["3"]}"#, 404, "not_published", "/segments/0"),
        (#"{"user":"#, 400, "not_json", nil),
    ]) func `what cannot be answered is refused at its place`(
        body: String, status: Int, code: String, pointer: String?
    ) async throws {
        try await ask(body) { answer in
            #expect(answer.status == status)
            let json = try answer.json()
            #expect(json["code"] == .string(code))
            if let pointer { #expect(json["pointer"] == .string(pointer)) }
        }
    }
}
