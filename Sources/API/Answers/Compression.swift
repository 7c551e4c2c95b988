import Columns
import HTTPTypes
import Hummingbird
import NIOCore

/// Packs answers with gzip for callers that take it, where it is worth it.
///
/// Left as they are: answers under 1 KiB, streams, which begin at once and go on as fast as they can, and
/// pages, which may hold a secret beside what the address says (that would let the sizes tell it).
struct Compression: RouterMiddleware {
    typealias Context = ServerContext

    private static let sizes = 1_024...(32 << 20)
    private static let types = [
        "application/json", "application/problem+json", "text/csv", "text/css", "text/javascript",
        "image/svg+xml",
    ]
    /// Over so many bytes, time matters more than the last percent.
    private static let quickSize = 256 << 10

    func handle(
        _ request: Request, context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        guard Self.isWorthIt(response), request.method != .head else { return response }
        if response.headers[.vary]?.contains("Accept-Encoding") != true {
            response.headers[.vary] = [response.headers[.vary], "Accept-Encoding"]
                .compactMap(\.self).joined(separator: ", ")
        }
        guard Self.takesGzip(request.headers[.acceptEncoding] ?? "") else { return response }
        let bytes = try await response.body.bytes()
        response.body = .init(byteBuffer: ByteBuffer(bytes: bytes))
        guard
            let packed = PackedBytes.gzip(bytes, level: bytes.count > Self.quickSize ? 1 : 6),
            packed.count < bytes.count
        else { return response }
        response.body = .init(byteBuffer: ByteBuffer(bytes: packed))
        response.headers[.contentEncoding] = "gzip"
        response.headers[.contentLength] = nil
        return response
    }

    private static func isWorthIt(_ response: Response) -> Bool {
        guard let size = response.body.contentLength, sizes.contains(size),
            response.headers[.contentEncoding] == nil, response.headers[.setCookie] == nil,
            let type = response.headers[.contentType]
        else { return false }
        return types.contains { type.hasPrefix($0) }
    }

    /// `gzip, deflate;q=0.5` does; `gzip;q=0` does not.
    static func takesGzip(_ header: String) -> Bool {
        header.split(separator: ",").contains { entry in
            let parts = entry.split(separator: ";").map { $0.filter { $0 != " " } }
            guard let name = parts.first, ["gzip", "*"].contains(name.lowercased()) else {
                return false
            }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }
            return weight.flatMap { Double($0.dropFirst(2)) } ?? 1 > 0
        }
    }
}
