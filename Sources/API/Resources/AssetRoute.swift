import Hummingbird
import WebInterface

/// `GET /assets/<content hash>/<name>`: never changes under one address, so browsers keep it.
struct AssetRoute {
    let asset: Asset

    @Sendable func send(_ request: Request, context: ServerContext) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: asset.contentType,
                .cacheControl: "public, max-age=31536000, immutable",
            ],
            body: .init(byteBuffer: ByteBuffer(bytes: asset.bytes)))
    }
}
