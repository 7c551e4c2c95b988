import Definitions
import Hummingbird

extension Request {
    /// The body as JSON; throws a problem where it is of another type, too long, or no JSON.
    func json(upTo limit: Int = Problem.usualBodyLimit) async throws -> JSONValue {
        guard headers[.contentType]?.hasPrefix("application/json") == true else {
            throw Problem.notJSON
        }
        let bytes = try await body.collect(upTo: limit)
        return try JSONValue(parsing: String(buffer: bytes))
    }
}
