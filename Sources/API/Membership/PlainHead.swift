/// The lines after the first of a request that has no body and leaves its connection open.
///
///     PlainHead(bytes, from: place)   // nil: not whole, or the usual way decides what it means
struct PlainHead: Hashable, Sendable {
    let authorization: Range<Int>
    let requestID: Range<Int>?
    /// Behind the empty line.
    let end: Int

    init?(_ bytes: Span<UInt8>, from start: Int) {
        var place = start
        var (authorization, requestID): (Range<Int>?, Range<Int>?) = (nil, nil)
        var hosts = 0
        while true {
            guard let line = HeaderLine(bytes, at: place) else { return nil }
            place = line.end
            if line.name.isEmpty { break }
            if line.isNamed("authorization", in: bytes) {
                guard authorization == nil else { return nil }
                authorization = line.value
            } else if line.isNamed("x-request-id", in: bytes) {
                guard requestID == nil else { return nil }
                requestID = line.value
            } else if line.isNamed("host", in: bytes) {
                hosts += 1
            } else if !Self.isPlain(line, bytes) {
                return nil
            }
        }
        guard let authorization, hosts == 1 else { return nil }
        (self.authorization, self.requestID, end) = (authorization, requestID, place)
    }

    private static func isPlain(_ line: HeaderLine, _ bytes: Span<UInt8>) -> Bool {
        if line.isNamed("connection", in: bytes) {
            return HeaderLine.equals(bytes, line.value, "keep-alive")
        }
        return !line.isNamed("content-length", in: bytes)
            && !line.isNamed("transfer-encoding", in: bytes)
            && !line.isNamed("expect", in: bytes) && !line.isNamed("upgrade", in: bytes)
    }
}
