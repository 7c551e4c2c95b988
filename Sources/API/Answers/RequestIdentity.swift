import HTTPTypes
import Hummingbird
import Logging

/// Gives every request an id, the caller's own (`X-Request-ID`) where it sent a usable one.
///
/// The id stands in the answer's header, in problems and in every line of the log.
struct RequestIdentity: RouterMiddleware {
    typealias Context = ServerContext

    static let header = fieldName("X-Request-ID")

    func handle(
        _ request: Request, context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let id = request.headers[Self.header].flatMap(Self.usable) ?? Self.new()
        var context = context
        context.requestID = id
        context.logger[metadataKey: "hb.request.id"] = nil
        context.logger[metadataKey: "request_id"] = .string(id)
        var response = try await next(request, context)
        response.headers[Self.header] = id
        return response
    }

    /// Up to 64 letters, digits, `.`, `_`, `-`: nothing that could pass for more of a log's line.
    static func usable(_ id: String) -> String? {
        let isPlain = id.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "-"):
                true
            default: false
            }
        }
        return (1...64).contains(id.utf8.count) && isPlain ? id : nil
    }

    /// 16 hexadecimal digits.
    static func new() -> String {
        let digits = String(UInt64.random(in: .min ... .max), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

/// The name of a header that is written in this program.
func fieldName(_ name: String) -> HTTPField.Name {
    guard let name = HTTPField.Name(name) else {
        preconditionFailure("A header's name is made of letters, digits and hyphens: \(name)")
    }
    return name
}
