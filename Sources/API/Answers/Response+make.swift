import Definitions
import Hummingbird
import WebInterface

extension Response {
    static func json(_ value: JSONValue) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(string: value.rendered())))
    }

    /// Done, and nothing to say.
    static var nothing: Response {
        Response(status: .noContent, headers: [.cacheControl: "no-store"])
    }

    static func page(_ html: HTML, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status,
            headers: [
                .contentType: "text/html; charset=utf-8", .cacheControl: "no-store",
                .vary: "Accept-Language, Cookie",
            ],
            body: .init(byteBuffer: ByteBuffer(string: html.text)))
    }
}
