/// `GET /api/v1/segments/{id}/members/{user} HTTP/1.1` at the start of what a connection has sent.
///
/// Nil for every other line, and where it is not whole.
struct MemberRequest: Hashable, Sendable {
    let segment: Int64
    let user: Range<Int>
    /// Where the head's other lines begin.
    let fields: Int

    private static let start = Array("GET ".utf8)
    private static let end = Array(" HTTP/1.1\r\n".utf8)

    /// Where the path ends that begins here, and where the line after it begins; nil where the rest of the
    /// line is no ` HTTP/1.1`.
    static func path(_ bytes: Span<UInt8>, from start: Int) -> (end: Int, next: Int)? {
        var last = start
        while last < bytes.count, bytes[last] > 0x20, bytes[last] < 0x7F { last += 1 }
        guard MemberPath.has(end, bytes, at: last) else { return nil }
        return (last, last + end.count)
    }

    init?(_ bytes: Span<UInt8>) {
        guard MemberPath.has(Self.start, bytes, at: 0) else { return nil }
        let first = Self.start.count
        guard let (last, next) = Self.path(bytes, from: first),
            let path = MemberPath(bytes.extracting(first..<last))
        else { return nil }
        segment = path.segment
        user = path.user.lowerBound + first..<path.user.upperBound + first
        fields = next
    }
}
