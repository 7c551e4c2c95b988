import Definitions
import HTTPTypes
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
    /// The parameter in path, query or header; nil where it lies elsewhere.
    let parameter: String?
    /// After how many seconds the same request may succeed; nil: nobody knows.
    var retryAfter: Int?
    /// What else programs can use.
    let more: [JSONValue.Member]

    init(
        _ status: HTTPResponse.Status, _ code: String, _ detail: String, at pointer: String? = nil,
        parameter: String? = nil, retryAfter: Int? = nil, more: [JSONValue.Member] = []
    ) {
        self.status = status
        self.code = code
        self.detail = detail
        self.pointer = pointer
        self.parameter = parameter
        self.retryAfter = retryAfter
        self.more = more
    }

    var description: String { detail }

    /// `requestID`: by which the server's log tells of the same request.
    func response(requestID: String? = nil) -> Response {
        var members: [JSONValue.Member] = [
            .init("title", .string(status.reasonPhrase)),
            .init("status", .integer(Int64(status.code))), .init("code", .string(code)),
            .init("detail", .string(detail)),
        ]
        for (name, text) in [
            ("pointer", pointer), ("parameter", parameter), ("request_id", requestID),
        ] {
            if let text { members.append(.init(name, .string(text))) }
        }
        var response = Response(
            status: status,
            headers: [.contentType: "application/problem+json", .cacheControl: "no-store"],
            body: .init(
                byteBuffer: ByteBuffer(string: JSONValue.object(members + more).rendered())))
        response.headers[.retryAfter] = retryAfter.map(String.init)
        if status == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer" }
        return response
    }

    /// The component `Problem` of the OpenAPI document.
    static let schema = Schema.object(
        [
            .init("title", .text), .init("status", .integer), .init("code", .text),
            .init("detail", .text), .init("pointer", .text, required: false),
            .init("parameter", .text, required: false),
            .init("request_id", .text, required: false),
        ], open: true)
}
