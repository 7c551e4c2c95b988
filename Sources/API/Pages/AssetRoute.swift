import Hummingbird
import WebInterface

/// `GET /assets/<hash of all files>/<name>`: never changes under one address, so browsers keep it.
struct AssetRoute {
    let site: WebSite?

    static let path: RouterPath = "/assets/:version/**"

    @Sendable func send(_ request: Request, context: ServerContext) throws -> Response {
        let name = context.parameters.getCatchAll().joined(separator: "/")
        guard let site, let file = site.file(name) else { throw HTTPError(.notFound) }
        var headers = headers(
            of: file, isCurrent: context.parameters.get("version") == site.version)
        if request.headers[.ifNoneMatch] == file.entityTag {
            return Response(status: .notModified, headers: headers)
        }
        headers[.contentType] = file.contentType
        guard let packed = file.packed,
            Compression.takesGzip(request.headers[.acceptEncoding] ?? "")
        else { return Response(status: .ok, headers: headers, body: .init(file.bytes)) }
        headers[.contentEncoding] = "gzip"
        return Response(status: .ok, headers: headers, body: .init(packed))
    }

    /// A page of an older server may still be open: it gets the files of today, and keeps none.
    private func headers(of file: WebFile, isCurrent: Bool) -> HTTPFields {
        let keeps = isCurrent && site?.isLive == false
        return [
            .eTag: file.entityTag, .vary: "Accept-Encoding",
            .cacheControl: keeps ? "public, max-age=31536000, immutable" : "no-cache",
        ]
    }
}

extension ResponseBody {
    fileprivate init(_ bytes: [UInt8]) {
        self.init(byteBuffer: ByteBuffer(bytes: bytes))
    }
}
