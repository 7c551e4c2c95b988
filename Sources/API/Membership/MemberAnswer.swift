import Definitions
import HTTPTypes
import Hummingbird
import NIOCore

/// The head of an answer that the event loop gives by itself: the same fields as by the usual way.
enum MemberAnswer {
    /// `isSecure`: whether callers reach the server by https.
    static func headStart(isSecure: Bool) -> ByteBuffer {
        var response = SecurityHeaders.added(to: .json(.object([])), isSecure: isSecure)
        response.headers[.server] = Server.name
        response.headers[.contentLength] = nil
        var head = ByteBuffer(string: "HTTP/1.1 200 OK\r\n")
        for field in response.headers {
            head.writeString("\(field.name): \(field.value)\r\n")
        }
        return head
    }
}
