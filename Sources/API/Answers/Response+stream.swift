import Definitions
import HTTPTypes
import Hummingbird
import NIOCore

extension Response {
    /// An answer that is written piece by piece, as fast as the caller reads.
    ///
    ///     .stream("application/x-ndjson") { write in
    ///         for try await line in lines { try await write(line + "\n") }
    ///     }
    ///
    /// An error on the way closes the connection before the end, so that nobody takes a part for all.
    static func stream(
        _ contentType: String, headers: HTTPFields = [:],
        _ body:
            @escaping @Sendable (_ write: (ByteBuffer) async throws -> Void) async throws -> Void
    ) -> Response {
        var headers = headers
        headers[.contentType] = contentType
        if headers[.cacheControl] == nil { headers[.cacheControl] = "no-store" }
        return Response(
            status: .ok, headers: headers,
            body: .init { writer in
                try await body { try await writer.write($0) }
                try await writer.finish(nil)
            })
    }

    /// Server-sent events: each a name and JSON.
    static func events(
        _ body:
            @escaping @Sendable (
                _ send: (_ name: String, _ data: JSONValue) async throws -> Void
            ) async throws -> Void
    ) -> Response {
        .stream("text/event-stream", headers: [.cacheControl: "no-cache"]) { write in
            try await body { name, data in
                try await write(ByteBuffer(string: "event: \(name)\ndata: \(data.rendered())\n\n"))
            }
        }
    }
}
