import Definitions
import Hummingbird

extension Request {
    /// Answers from the body's JSON; the work stops when the connection closes.
    ///
    /// Who watches the connection has read it to its end: it serves no second request.
    func whileConnected(
        _ answer: @escaping @Sendable (JSONValue) async throws -> Response
    ) async throws -> Response {
        guard headers[.contentType]?.hasPrefix("application/json") == true else {
            throw Problem.notJSON
        }
        var response = try await body.consumeWithCancellationOnInboundClose { body in
            let bytes = try await body.collect(upTo: Problem.usualBodyLimit)
            return try await answer(try JSONValue(parsing: String(buffer: bytes)))
        }
        response.headers[.connection] = "close"
        return response
    }
}
