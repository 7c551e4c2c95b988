import Definitions
import NIOCore

/// How often one caller asked about each segment, on one event loop since the last look.
final class CallerCount {
    let caller: Caller
    var calls: [Int64: Int] = [:]

    init(_ caller: Caller) {
        self.caller = caller
    }
}

/// Who a connection's last question came from; the next mostly has the same head.
final class KnownCaller {
    let authorization: String
    let revision: UInt64?
    /// Whether the caller may ask about members.
    let isAllowed: Bool
    let count: CallerCount
    /// A whole head without its first line, which says nothing but who asks; empty where it said more.
    var head = ByteBuffer()

    init(authorization: String, revision: UInt64?, isAllowed: Bool, count: CallerCount) {
        self.authorization = authorization
        self.revision = revision
        self.isAllowed = isAllowed
        self.count = count
    }
}
