import Definitions
import Hummingbird
import WebInterface

extension Response {
    static func json(_ value: JSONValue) -> Response {
        json(text: value.rendered())
    }

    /// JSON that is written already.
    static func json(text: String) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }

    /// JSON of something that was made, with its address.
    static func made(_ value: JSONValue, at path: String) -> Response {
        var response = Response.json(value)
        response.status = .created
        response.headers[.location] = path
        return response
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
