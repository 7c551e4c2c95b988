import Definitions
import Hummingbird

extension Request {
    /// Answers while the connection stays open; when it closes, the work ends.
    ///
    /// The body is read before. Who watches a connection has read it to its end, so that it serves no
    /// second request.
    func whileOpen(
        _ requestID: String, _ answer: @Sendable () async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            response = try await body.consumeWithCancellationOnInboundClose { _ in
                try await answer()
            }
        } catch {
            guard let problem = Problem(error) else { throw error }
            response = problem.response(requestID: requestID)
        }
        response.headers[.connection] = "close"
        return response
    }

    /// The same from the body's JSON.
    func whileConnected(
        _ requestID: String, _ answer: @Sendable (JSONValue) async throws -> Response
    ) async throws -> Response {
        var request = self
        let json = try JSONValue(parsing: try await request.jsonText())
        return try await request.whileOpen(requestID) { try await answer(json) }
    }
}
