import API
import Bitmaps
import Definitions
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Metadata
import Operations
import Testing

@Suite struct MembersTests {
    private static let savers =
        #","segment":"1","version":1,"snapshot":"1","data_date":"2026-10-31","stale":false}"#

    @Test func `a member is true, another user and an unknown one are false`() async throws {
        try await MemberServer.run { client, _ in
            for (user, isMember) in [
                ("ann", true), ("%EB%B0%A5", true), ("42", false), ("nobody", false),
                ("an%6E", true),
            ] {
                let answer = try await client.ask("/segments/1/members/\(user)", token: "sender")
                #expect(answer.status == 200)
                #expect(answer.text == #"{"member":\#(isMember)"# + Self.savers)
            }
        }
    }

    @Test func `the event loop answers as the usual way does`() async throws {
        try await MemberServer.run { client, _ in
            // By name a request takes the usual way.
            let quick = try await client.ask("/segments/1/members/ann", token: "sender")
            let usual = try await client.ask("/segments/Savers/members/ann", token: "sender")
            #expect(quick.text == usual.text)
            var (one, other) = (quick.headers, usual.headers)
            one[.date] = nil
            other[.date] = nil
            let name = try #require(HTTPField.Name("X-Request-ID"))
            for id in [one[name], other[name]] {
                #expect(id?.count == 16 && id?.allSatisfy { $0.isHexDigit } == true)
            }
            one[name] = nil
            other[name] = nil
            #expect(
                Set(one.map { "\($0.name): \($0.value)" })
                    == Set(other.map { "\($0.name): \($0.value)" }))
            #expect(quick.headers[.date]?.hasSuffix("GMT") == true)
        }
    }

    @Test(.timeLimit(.minutes(10)))
    func `a connection that asks again and again is not closed as idle`() async throws {
        // Long enough for a busy machine to come back to it in time.
        try await MemberServer.run(idleSeconds: 5) { client, _ in
            for _ in 0..<14 {
                let answer = try await client.ask("/segments/1/members/ann", token: "sender")
                #expect(answer.status == 200)
                try await Task.sleep(for: .milliseconds(500))
            }
        }
    }

    @Test func `the caller's own request id comes back, ours differ`() async throws {
        try await MemberServer.run { client, _ in
            let name = try #require(HTTPField.Name("X-Request-ID"))
            func id(_ sent: String?) async throws -> String? {
                var headers: HTTPFields = [.authorization: "Bearer sender"]
                headers[name] = sent
                return try await client.ask(
                    .get, "/api/v1/segments/1/members/ann", headers: headers
                ).headers[name]
            }
            #expect(try await id("abc-1") == "abc-1")
            #expect(try await id("a b") != "a b")
            let first = try await id(nil)
            #expect(try await id(nil) != first)
        }
    }

    @Test func `an unknown segment is not found, with the nearest name`() async throws {
        try await MemberServer.run { client, _ in
            let unknown = try await client.ask("/segments/Saver/members/ann", token: "sender")
            #expect(unknown.status == 404)
            #expect(try unknown.json()["code"] == "unknown_segment")
            #expect(unknown.text.contains("did you mean 'Savers'?"))
            #expect(
                try await client.ask("/segments/99/members/ann", token: "sender").status == 404)
            let draft = try await client.ask("/segments/3/members/ann", token: "sender")
            #expect(draft.status == 404)
            #expect(try draft.json()["code"] == "not_published")
        }
    }

    @Test func `an address that cannot be read is refused`() async throws {
        try await MemberServer.run { client, _ in
            let bad = try await client.ask("/segments/1/members/%FF", token: "sender")
            #expect(bad.status == 400)
            #expect(try bad.json()["code"] == "bad_parameter")
        }
    }

    @Test func `a token is needed, and the right to check membership`() async throws {
        try await MemberServer.run { client, member in
            let path = "/segments/1/members/ann"
            #expect(try await client.ask(path, token: nil).status == 401)
            #expect(try await client.ask(path, token: "unknown").status == 401)
            let exporter = try await client.ask(path, token: "exporter")
            #expect(exporter.status == 403)
            #expect(!exporter.text.contains("member\":"))
            #expect(try await client.ask(path, token: "viewer").status == 403)
            #expect(try await client.ask(path, token: "mina").status == 200)
            #expect(try await client.ask(path, token: "sender").status == 200)
            member.tokens.revoke("sender")
            #expect(try await client.ask(path, token: "sender").status == 401)
        }
    }

    @Test func `a publish changes the next answer`() async throws {
        try await MemberServer.run { client, member in
            let path = "/segments/1/members/42"
            #expect(try await client.ask(path, token: "sender").json()["member"] == .boolean(false))
            try await member.publish([2], of: 1)
            try await member.server.membership.refresh()
            let answer = try await client.ask(path, token: "sender").json()
            #expect(answer["member"] == .boolean(true))
            #expect(answer["snapshot"] == "4")
        }
    }

    @Test func `what is older than its schedule allows is stale`() async throws {
        try await MemberServer.run { client, member in
            var segment = try #require(try await member.space.metadata.segment(1))
            segment.schedule = ["daily": "06:30"]
            _ = try await member.space.metadata.update(segment, at: 1)
            try await member.server.membership.refresh()
            let answer = try await client.ask("/segments/1/members/ann", token: "sender")
            #expect(try answer.json()["stale"] == .boolean(false))
        }
    }

    @Test func `calls are counted by segment and client, both ways together`() async throws {
        try await MemberServer.run { client, member in
            for _ in 0..<3 {
                _ = try await client.ask("/segments/1/members/ann", token: "sender")
            }
            _ = try await client.ask("/segments/Savers/members/ann", token: "sender")
            _ = try await client.ask(
                .post, "/membership", token: "sender",
                body: #"{"segment":"1","users":["ann","42"]}"#)
            _ = try await client.ask("/segments/2/members/ann", token: "mina")
            await member.server.recordUses()
            let usage = try await client.ask("/segments/Savers/usage", token: "mina")
            #expect(usage.status == 200)
            let json = try usage.json()
            #expect(
                json["days"] == [
                    [
                        "day": "2026-11-01", "kind": "client", "name": "client/sender",
                        "calls": 6,
                    ]
                ])
            guard case .array(let uses)? = json["uses"] else {
                Issue.record("no uses: \(usage.text)")
                return
            }
            #expect(uses.map { $0["calls"] } == [6])
            // Governance sees the same.
            let used = try await WhereUsed(records: member.space.metadata)(2)
            #expect(used.uses.map(\.name) == ["mina"])
            #expect(
                try await client.ask("/segments/1/usage?days=0", token: "mina").status == 400)
            #expect(try await client.ask("/segments/1/usage", token: "sender").status == 403)
        }
    }

    @Test func `an explanation needs the right to see people`() async throws {
        try await MemberServer.run { client, _ in
            let path = "/segments/1/members/ann/explain"
            #expect(try await client.ask(path, token: "sender").status == 403)
            #expect(
                try await client.ask("/segments/99/members/ann/explain", token: "mina").status
                    == 404)
            let nobody = try await client.ask("/segments/1/members/x/explain", token: "mina")
            #expect(nobody.status == 422)
            #expect(nobody.text.contains("no user 'x'"))
        }
    }
}
