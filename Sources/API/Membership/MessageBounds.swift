/// Where requests end in the bytes that were passed on: only between two of them may the next be taken.
///
///     bounds.pass(bytes)
///     bounds.isBetween    // false: more of a request is to come
///
/// It reads heads as nearly every client writes them. After any other it knows nothing any more, and the
/// connection goes the usual way to its end: bytes inside a request are never taken for one.
struct MessageBounds: Hashable, Sendable {
    private enum Place: Hashable {
        case between
        case inBody(left: Int)
        case unknown
    }

    private var place = Place.between
    /// Requests that have begun.
    private(set) var heads = 0

    var isBetween: Bool { place == .between }

    /// Others count differently.
    mutating func giveUp() { place = .unknown }

    mutating func pass(_ bytes: Span<UInt8>) {
        var start = 0
        while start < bytes.count {
            switch place {
            case .unknown: return
            case .inBody(let left):
                let taken = min(left, bytes.count - start)
                start += taken
                place = taken == left ? .between : .inBody(left: left - taken)
            case .between:
                guard let (end, length) = Self.head(bytes, from: start) else {
                    place = .unknown
                    return
                }
                heads += 1
                start = end
                place = length == 0 ? .between : .inBody(left: length)
            }
        }
    }

    /// Where a head ends, and the length of the body that follows.
    private static func head(_ bytes: Span<UInt8>, from start: Int) -> (end: Int, length: Int)? {
        guard var place = requestLine(bytes, from: start) else { return nil }
        var length: Int?
        while true {
            guard let line = HeaderLine(bytes, at: place) else { return nil }
            place = line.end
            if line.name.isEmpty { return (place, length ?? 0) }
            if line.isNamed("content-length", in: bytes) {
                guard length == nil, let number = number(bytes, line.value) else { return nil }
                length = number
            } else if line.isNamed("transfer-encoding", in: bytes)
                || line.isNamed("upgrade", in: bytes)
            {
                return nil
            }
        }
    }

    /// Where the line after `GET /path HTTP/1.1` begins.
    private static func requestLine(_ bytes: Span<UInt8>, from start: Int) -> Int? {
        var place = start
        while place < bytes.count, bytes[place] >= 0x41, bytes[place] <= 0x5A { place += 1 }
        guard place > start, place + 1 < bytes.count, bytes[place] == 0x20,
            bytes[place + 1] == UInt8(ascii: "/")
        else { return nil }
        return MemberRequest.path(bytes, from: place + 1)?.next
    }

    private static func number(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        guard (1...15).contains(range.count) else { return nil }
        var number = 0
        for place in range.indices {
            guard bytes[place] >= 0x30, bytes[place] <= 0x39 else { return nil }
            number = 10 * number + Int(bytes[place] - 0x30)
        }
        return number
    }
}
