import Definitions
import HTTPTypes
import Hummingbird
import NIOCore

extension Request {
    /// The body as JSON; throws a problem where it is of another type, too long, or no JSON.
    func json(upTo limit: Int = Problem.usualBodyLimit) async throws -> JSONValue {
        var request = self
        return try JSONValue(parsing: try await request.jsonText(upTo: limit))
    }

    /// The body as the text of JSON, which stays for who reads it next.
    mutating func jsonText(upTo limit: Int = Problem.usualBodyLimit) async throws -> String {
        guard headers[.contentType]?.hasPrefix("application/json") == true else {
            throw Problem.notJSON
        }
        let bytes: ByteBuffer
        do {
            bytes = try await collectBody(upTo: limit)
        } catch let error as any HTTPResponseError where error.status == .contentTooLarge {
            throw Problem.bodyTooLarge(limit: limit)
        }
        guard let text = String(validating: bytes.readableBytesView, as: UTF8.self) else {
            throw Problem(
                .badRequest, DefinitionError.Code.notJSON.rawValue, "The body is not UTF-8.", at: ""
            )
        }
        return text
    }
}
