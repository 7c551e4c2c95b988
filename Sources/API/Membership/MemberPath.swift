/// The path of the question that is asked most: whether a user is in a segment.
///
///     MemberPath("/api/v1/segments/12/members/u1".utf8.span)   // segment 12, the bytes of u1
///
/// Nil for every other path, and where a segment is named, not numbered, or a byte of the user is written
/// with `%`: these are answered by the usual way.
struct MemberPath: Hashable, Sendable {
    let segment: Int64
    let user: Range<Int>

    private static let start = Array("/api/v1/segments/".utf8)
    private static let middle = Array("/members/".utf8)
    private static let mostDigits = 18

    init?(_ path: Span<UInt8>) {
        guard Self.has(Self.start, path, at: 0) else { return nil }
        var place = Self.start.count
        var segment: Int64 = 0
        while place < path.count, path[place] >= 0x30, path[place] <= 0x39 {
            segment = segment &* 10 &+ Int64(path[place] - 0x30)
            place += 1
        }
        let digits = place - Self.start.count
        guard digits > 0, digits <= Self.mostDigits, Self.has(Self.middle, path, at: place) else {
            return nil
        }
        self.segment = segment
        user = place + Self.middle.count..<path.count
        guard !user.isEmpty, Self.isPlain(path, user) else { return nil }
    }

    static func has(_ bytes: [UInt8], _ path: Span<UInt8>, at place: Int) -> Bool {
        guard place + bytes.count <= path.count else { return false }
        for index in bytes.indices where path[place + index] != bytes[index] { return false }
        return true
    }

    /// No `/`, `?`, `#` or `%`.
    private static func isPlain(_ path: Span<UInt8>, _ range: Range<Int>) -> Bool {
        for place in range {
            switch path[place] {
            case 0x2F, 0x3F, 0x23, 0x25: return false
            default: break
            }
        }
        return true
    }
}
