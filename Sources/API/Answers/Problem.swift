import Definitions
import Hummingbird

/// Why a request got no answer, as `application/problem+json` (RFC 9457).
///
///     {"title":"Bad Request","status":400,"code":"unknown_name","detail":"…","pointer":"/steps/1/event"}
struct Problem: Error, Hashable, Sendable, CustomStringConvertible {
    let status: HTTPResponse.Status
    /// A fixed word for programs.
    let code: String
    let detail: String
    /// Where in the request's JSON; nil where it lies elsewhere.
    let pointer: String?
    /// After how many seconds another try may go better; nil: unknown.
    var retryAfterSeconds: Int?

    init(_ status: HTTPResponse.Status, _ code: String, _ detail: String, at pointer: String? = nil)
    {
        self.status = status
        self.code = code
        self.detail = detail
        self.pointer = pointer
    }

    var description: String { detail }

    var response: Response {
        var members: [JSONValue.Member] = [
            .init("title", .string(status.reasonPhrase)),
            .init("status", .integer(Int64(status.code))), .init("code", .string(code)),
            .init("detail", .string(detail)),
        ]
        if let pointer { members.append(.init("pointer", .string(pointer))) }
        var headers: HTTPFields = [
            .contentType: "application/problem+json", .cacheControl: "no-store",
        ]
        if let retryAfterSeconds { headers[.retryAfter] = String(retryAfterSeconds) }
        if status == .unauthorized { headers[.wwwAuthenticate] = "Bearer" }
        return Response(
            status: status, headers: headers,
            body: .init(byteBuffer: ByteBuffer(string: JSONValue.object(members).rendered())))
    }
}
