import Definitions
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

@testable import API

@Suite struct FrameTests {
    private enum Color: String, CaseIterable { case red, green }

    /// A list of numbers that says what it was given.
    private static let numbers = Endpoint(
        .get, "/numbers", right: .look, "Numbers.",
        parameters: Page.parameters + [
            .query("color", .oneOf(["red", "green"]), "A color."),
            .query("day", .date, "A day."), .query("all", .boolean, "All."),
            .query("tag", .list(.text), "Tags."),
        ], answers: [.json(Page.schema(of: .integer))]
    ) { request, context in
        let inputs = try Inputs(request, context)
        _ = try inputs.word("color", of: Color.self)
        _ = try inputs.day("day")
        _ = try inputs.flag("all")
        return try Page(inputs).answer(
            Array(1...500), key: { Cursor(Int64($0)) }, json: { .integer(Int64($0)) })
    }

    private static let thing = Endpoint(
        .get, "/things/{id}", right: .look, "A thing.",
        parameters: [.path("id", .integer, "Its id."), .ifNoneMatch], answers: [.json(.any)]
    ) { request, context in
        let id = try Inputs(request, context).id("id")
        guard id == 7 else { throw Problem.noSuch("thing", String(id)) }
        return Response.json(["id": .integer(id)]).tagged(Revision(3))
    }

    private static let change = Endpoint(
        .put, "/things/{id}", right: .editSegments, "Changes a thing.",
        parameters: [.path("id", .integer, "Its id."), .ifMatch], answers: [.json(.any)]
    ) { request, context in
        let expected = try Inputs(request, context).expectedRevision()
        guard expected == nil || expected == 3 else {
            throw Problem.changedMeanwhile(now: 3)
        }
        return .json(["changed": "yes"])
    }

    @Test func `a list is given page by page until its end`() async throws {
        try await TestFrame.run([Self.numbers]) { client in
            var seen: [JSONValue] = []
            var next: String? = ""
            var pages = 0
            while let after = next {
                let query = after.isEmpty ? "?limit=100" : "?limit=100&after=\(after)"
                let answer = try await client.ask(.get, "/api/v1/numbers" + query)
                #expect(answer.status == 200)
                let json = try answer.json()
                guard case .array(let items)? = json["items"] else { return }
                seen += items
                pages += 1
                next = if case .string(let text)? = json["next"] { text } else { nil }
            }
            #expect(pages == 5)
            #expect(seen == (1...500).map { .integer($0) })
        }
    }

    @Test(arguments: [
        ("limit=0", "limit", "bad_parameter"), ("limit=x", "limit", "bad_parameter"),
        ("limit=1&limit=2", "limit", "bad_parameter"), ("after=!", "after", "bad_cursor"),
        ("after=WzEsMiwzXQ", "after", "bad_cursor"), ("after=W251bGxd", "after", "bad_cursor"),
        ("limt=5", "limt", "unknown_parameter"), ("color=blue", "color", "bad_parameter"),
        ("day=2026-02-30", "day", "bad_parameter"), ("all=yes", "all", "bad_parameter"),
        ("color=%ff", "color", "bad_parameter"),
    ])
    func `a bad parameter is a problem that names it`(
        query: String, parameter: String, code: String
    ) async throws {
        try await TestFrame.run([Self.numbers]) { client in
            let answer = try await client.ask(.get, "/api/v1/numbers?" + query)
            #expect(answer.status == 400)
            let problem = try answer.json()
            #expect(problem["parameter"] == .string(parameter))
            #expect(problem["code"] == .string(code))
        }
    }

    @Test func `an unknown parameter's problem names the nearest known one`() async throws {
        try await TestFrame.run([Self.numbers]) { client in
            let answer = try await client.ask(.get, "/api/v1/numbers?limt=5")
            #expect(answer.text.contains("the nearest is 'limit'"))
            let good = try await client.ask(
                .get, "/api/v1/numbers?limit=2&color=red&day=2026-02-28&all=true&tag=a&tag=b%20c")
            #expect(good.status == 200)
        }
    }

    @Test func `a cursor is opaque, ordered, and of one list`() throws {
        let cursor = Cursor("휴면 고객", 12)
        #expect(try Cursor(parsing: cursor.text) == cursor)
        #expect(cursor.text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" })
        #expect(Cursor(2) < Cursor(10))
        #expect(Cursor("a", 9) < Cursor("b", 1))
        #expect(Cursor("a", 1) < Cursor("a", 9))
        #expect(throws: Problem.badCursor) { try cursor.id() }
        #expect(try cursor.secondID() == 12)
    }

    @Test(arguments: ["0", "-1", "x", "9999999999999999999"])
    func `an id that can be none is not found`(id: String) async throws {
        try await TestFrame.run([Self.thing]) { client in
            let answer = try await client.ask(.get, "/api/v1/things/" + id)
            #expect(answer.status == 404)
            #expect(try answer.json()["parameter"] == "id")
        }
    }

    @Test func `what the caller has is not sent again`() async throws {
        try await TestFrame.run([Self.thing]) { client in
            let first = try await client.ask(.get, "/api/v1/things/7")
            #expect(first.headers[.eTag] == "\"3\"")
            for tag in ["\"3\"", "\"1\", \"3\"", "W/\"3\"", "*"] {
                let again = try await client.ask(
                    .get, "/api/v1/things/7", headers: [.ifNoneMatch: tag])
                #expect(again.status == 304, "\(tag)")
                #expect(again.text == "")
            }
            let other = try await client.ask(
                .get, "/api/v1/things/7", headers: [.ifNoneMatch: "\"2\""])
            #expect(other.status == 200)
        }
    }

    @Test func `a change must say what it was made from`() async throws {
        try await TestFrame.run([Self.change]) { client in
            func put(_ tag: String?) async throws -> Answer {
                var headers = HTTPFields()
                headers[.ifMatch] = tag
                return try await client.ask(.put, "/api/v1/things/7", headers: headers)
            }
            #expect(try await put("\"3\"").status == 200)
            #expect(try await put("*").status == 200)
            #expect(try await put(nil).status == 428)
            #expect(try await put("3").status == 400)
            let stale = try await put("\"2\"")
            #expect(stale.status == 412)
            let problem = try stale.json()
            #expect(problem["code"] == "changed_meanwhile")
            #expect(problem["revision"] == 3)
        }
    }

    @Test func `a method that an address does not take is answered with those that it takes`()
        async throws
    {
        try await TestFrame.run([Self.thing, Self.change]) { client in
            let answer = try await client.ask(.delete, "/api/v1/things/7")
            #expect(answer.status == 405)
            #expect(answer.headers[.allow] == "GET, HEAD, PUT")
            #expect(try answer.json()["code"] == "method_not_allowed")
            #expect(try await client.ask(.head, "/api/v1/things/7").status == 200)
        }
    }

    @Test func `whoever lacks the right is refused before anything is looked at`() async throws {
        try await TestFrame.run([Self.change], as: .viewer) { client in
            let answer = try await client.ask(.put, "/api/v1/things/0?x=1")
            #expect(answer.status == 403)
            #expect(try answer.json()["code"] == "not_allowed")
        }
    }

    @Test func `the caller's request id comes back, a strange one is replaced`() async throws {
        try await TestFrame.run([Self.thing]) { client in
            func id(_ sent: String) async throws -> (String, JSONValue?) {
                let answer = try await client.ask(
                    .get, "/api/v1/things/1", headers: [RequestIdentity.header: sent])
                return (
                    answer.headers[RequestIdentity.header] ?? "", try answer.json()["request_id"]
                )
            }
            let kept = try await id("web-12.a_B")
            #expect(kept.0 == "web-12.a_B")
            #expect(kept.1 == "web-12.a_B")
            for strange in ["a b", "a\"b", String(repeating: "a", count: 65), ""] {
                let given = try await id(strange)
                #expect(given.0 != strange)
                #expect(given.0.utf8.count == 16)
                #expect(given.1 == .string(given.0))
            }
        }
    }

    @Test func `long answers are packed for who takes it`() async throws {
        try await TestFrame.run([Self.numbers]) { client in
            let path = "/api/v1/numbers?limit=1000"
            let plain = try await client.ask(.get, path)
            #expect(plain.headers[.contentEncoding] == nil)
            #expect(plain.headers[.vary] == "Accept-Encoding")
            let packed = try await client.executeRequest(
                uri: path, method: .get, headers: [.acceptEncoding: "br, gzip"], body: nil)
            #expect(packed.headers[.contentEncoding] == "gzip")
            #expect(packed.headers[.vary] == "Accept-Encoding")
            #expect(packed.body.readableBytes < plain.text.utf8.count)
            #expect(Array(packed.body.readableBytesView.prefix(2)) == [0x1F, 0x8B])
            let short = try await client.ask(
                .get, "/api/v1/numbers?limit=1", headers: [.acceptEncoding: "gzip"])
            #expect(short.headers[.contentEncoding] == nil)
        }
    }

    @Test(arguments: [
        ("gzip", true), ("br, GZIP;q=0.5", true), ("*", true), ("gzip;q=0", false), ("br", false),
        ("", false),
    ])
    func `who takes gzip`(header: String, takes: Bool) {
        #expect(Compression.takesGzip(header) == takes)
    }
}
