import Definitions
import HTTPTypes
import Hummingbird
import Metadata
import NIOCore
import Secrets

/// Answers a write that is sent twice under one `Idempotency-Key` with the answer of the first.
///
/// An endpoint takes part by declaring `Parameter.idempotencyKey`. Kept are answers that say that
/// something was done; after a problem the key is free again. Cost: two writes of the store.
struct Idempotency: Sendable {
    let records: any IdempotencyRecords
    let now: @Sendable () -> Int64

    /// A day: answers are kept for so long.
    static let keptMilliseconds: Int64 = 86_400_000
    /// Ten minutes: then a write that nobody has finished counts as lost with its server.
    static let lostMilliseconds: Int64 = 600_000
    static let replayed = fieldName("Idempotency-Replayed")

    private static let keptHeaders: [HTTPField.Name] = [.contentType, .eTag, .location]

    func respond(
        to request: Request, _ context: ServerContext, limit: Int,
        perform: (Request) async throws -> Response
    ) async throws -> Response {
        guard let name = HTTPField.Name(Parameter.idempotencyKey.name),
            let key = request.headers[name]
        else { return try await perform(request) }
        guard Self.isUsable(key) else { throw Problem.badIdempotencyKey }
        var request = request
        let body = try await request.collectBody(upTo: limit)
        let caller = try context.requireCaller()
        let write = begun(caller, key, Self.fingerprint(request, body))
        if let other = try await records.begin(write) {
            return try Self.answer(of: other, asking: write)
        }
        return try await finish(write) { try await perform(request) }
    }

    private func begun(_ caller: Caller, _ key: String, _ fingerprint: String) -> IdempotentWrite {
        let now = now()
        return IdempotentWrite(
            caller: caller.key, key: key, fingerprint: fingerprint, startedAt: now,
            expiresAt: now + Self.lostMilliseconds)
    }

    private func finish(
        _ write: IdempotentWrite, _ perform: () async throws -> Response
    ) async throws -> Response {
        var response: Response
        let bytes: [UInt8]
        do {
            response = try await perform()
            guard response.status.kind == .successful else {
                try await records.forget(write)
                return response
            }
            bytes = try await response.body.bytes()
        } catch {
            try await records.forget(write)
            throw error
        }
        // Done: where its answer cannot be kept, the key stays taken, so that nothing is done twice.
        var write = write
        write.answer = .init(
            status: response.status.code, headers: Self.headers(of: response), body: bytes)
        write.expiresAt = now() + Self.keptMilliseconds
        try await records.finish(write)
        response.body = .init(byteBuffer: ByteBuffer(bytes: bytes))
        return response
    }

    private static func answer(
        of other: IdempotentWrite, asking write: IdempotentWrite
    ) throws(Problem) -> Response {
        guard other.fingerprint == write.fingerprint else { throw .idempotencyKeyReused }
        guard let answer = other.answer else { throw .sameRequestAtWork }
        var headers: HTTPFields = [replayed: "true", .cacheControl: "no-store"]
        for (name, value) in answer.headers { headers[fieldName(name)] = value }
        return Response(
            status: .init(code: answer.status), headers: headers,
            body: answer.body.isEmpty
                ? .init() : .init(byteBuffer: ByteBuffer(bytes: answer.body)))
    }

    private static func headers(of response: Response) -> [String: String] {
        var kept: [String: String] = [:]
        for name in keptHeaders { kept[name.canonicalName] = response.headers[name] }
        return kept
    }

    private static func fingerprint(_ request: Request, _ body: ByteBuffer) -> String {
        var digest = Digest()
        digest.add(Array("\(request.method) \(request.uri.string)\n".utf8))
        digest.add(Array((request.headers[.ifMatch] ?? "").utf8) + [10])
        digest.add(Array(body.readableBytesView))
        return digest.text
    }

    /// 1 to 255 visible characters of ASCII.
    private static func isUsable(_ key: String) -> Bool {
        (1...255).contains(key.utf8.count) && key.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}

extension Parameter {
    /// Of a write whose answer shows no secret: the answer is kept for a day, and adds 409 and 422.
    static let idempotencyKey = header(
        "Idempotency-Key", .text,
        "The caller's own name for this write: sent again under it, the write is done once and "
            + "answered twice.")
}

extension Caller {
    /// `person 3`, `program 2`: whose keys, quotas and turns these are.
    var key: String {
        switch kind {
        case .person: "person \(id)"
        case .program: "program \(id)"
        }
    }
}

extension Problem {
    static let badIdempotencyKey = Problem(
        .badRequest, "bad_parameter",
        "'Idempotency-Key' should be 1 to 255 visible characters of ASCII, such as a UUID.",
        parameter: Parameter.idempotencyKey.name)

    static let idempotencyKeyReused = Problem(
        .unprocessableContent, "idempotency_key_reused",
        "Another request was sent under this key; give each write a key of its own.",
        parameter: Parameter.idempotencyKey.name)

    static let sameRequestAtWork = Problem(
        .conflict, "same_request_at_work",
        "The same request is at work; send it again in a moment for its answer.",
        parameter: Parameter.idempotencyKey.name, retryAfter: 1)
}
