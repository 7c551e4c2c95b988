import Definitions
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Metadata
import MetadataSQLite
import Synchronization
import Testing

@testable import API

@Suite struct IdempotencyTests {
    private static let header = fieldName("Idempotency-Key")

    /// Counts how often the write was done; fails where the body says so.
    private final class Writes: Sendable {
        let count = Mutex(0)

        var endpoint: Endpoint {
            Endpoint(
                .post, "/things", right: .editSegments, "Makes a thing.",
                parameters: [.idempotencyKey], body: .any, answers: [.json(.any, status: 201)]
            ) { [self] request, _ in
                let json = try await request.json()
                let number = count.withLock { count in
                    count += 1
                    return count
                }
                guard json["fails"] == nil else { throw Problem.noSuch("thing", "x") }
                var response = Response.json(["number": .integer(Int64(number))])
                response.status = .created
                return response.tagged(Revision(number))
            }
        }
    }

    private static func post(
        _ client: any TestClientProtocol, _ key: String?, _ body: String = "{}"
    ) async throws -> Answer {
        var headers = HTTPFields()
        headers[header] = key
        return try await client.ask(.post, "/api/v1/things", headers: headers, body: body)
    }

    @Test func `a write that is sent twice is done once and answered twice`() async throws {
        try await TestFrame.run([Writes().endpoint]) { client in
            let first = try await Self.post(client, "k1")
            let second = try await Self.post(client, "k1")
            #expect(first.status == 201)
            #expect(second.status == 201)
            #expect(first.text == second.text)
            #expect(second.headers[.eTag] == first.headers[.eTag])
            #expect(second.headers[.contentType] == first.headers[.contentType])
            #expect(first.headers[Idempotency.replayed] == nil)
            #expect(second.headers[Idempotency.replayed] == "true")
            #expect(try await Self.post(client, "k2").text == #"{"number":2}"#)
            #expect(try await Self.post(client, nil).text == #"{"number":3}"#)
        }
    }

    @Test func `another request under the same key is refused`() async throws {
        try await TestFrame.run([Writes().endpoint]) { client in
            _ = try await Self.post(client, "k1", #"{"a":1}"#)
            let other = try await Self.post(client, "k1", #"{"a":2}"#)
            #expect(other.status == 422)
            #expect(try other.json()["code"] == "idempotency_key_reused")
        }
    }

    @Test func `after a problem the key is free again`() async throws {
        try await TestFrame.run([Writes().endpoint]) { client in
            let failed = try await Self.post(client, "k1", #"{"fails":1}"#)
            #expect(failed.status == 404)
            #expect(try await Self.post(client, "k1").text == #"{"number":2}"#)
        }
    }

    @Test func `the same request at work is answered with a conflict, a lost one is done anew`()
        async throws
    {
        let store = try SQLiteMetadata.inMemory()
        let time = Mutex<Int64>(1_000_000)
        let writes = Writes()
        let now: @Sendable () -> Int64 = { time.withLock(\.self) }
        try await TestFrame.run([writes.endpoint], records: store, now: now) { client in
            _ = try await Self.post(client, "k1")
            // What a server that is gone has left behind.
            let fingerprint = try #require(
                try await store.begin(
                    .init(
                        caller: "person 1", key: "k1", fingerprint: "", startedAt: 0, expiresAt: 0)
                )?.fingerprint)
            let lost = IdempotentWrite(
                caller: "person 1", key: "k2", fingerprint: fingerprint,
                startedAt: time.withLock(\.self),
                expiresAt: time.withLock(\.self) + Idempotency.lostMilliseconds)
            #expect(try await store.begin(lost) == nil)
            let busy = try await Self.post(client, "k2")
            #expect(busy.status == 409)
            #expect(busy.headers[.retryAfter] == "1")
            time.withLock { $0 += Idempotency.lostMilliseconds }
            #expect(try await Self.post(client, "k2").status == 201)
            // A day later the first key is free, too.
            time.withLock { $0 += Idempotency.keptMilliseconds }
            #expect(try await Self.post(client, "k1").text == #"{"number":3}"#)
        }
    }

    @Test(arguments: ["", "a b", "ü", String(repeating: "k", count: 256)])
    func `a key that is none is a problem`(key: String) async throws {
        try await TestFrame.run([Writes().endpoint]) { client in
            let answer = try await Self.post(client, key)
            #expect(answer.status == 400)
            #expect(try answer.json()["parameter"] == "Idempotency-Key")
        }
    }
}
