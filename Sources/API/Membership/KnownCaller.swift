import Definitions

/// How often one caller asked about each segment, on one event loop since the last look.
final class CallerCount {
    let caller: Caller
    var calls: [Int64: Int] = [:]

    init(_ caller: Caller) {
        self.caller = caller
    }
}

/// Who a connection's last `Authorization` header was; the next request mostly has the same.
struct KnownCaller {
    let header: String
    let revision: UInt64
    /// Whether the caller may ask about members.
    let isAllowed: Bool
    let count: CallerCount
}
