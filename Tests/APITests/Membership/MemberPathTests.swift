import NIOCore
import Testing

@testable import API

@Suite struct MemberPathTests {
    private func user(_ path: String) -> String? {
        let bytes = path.utf8.span
        guard let found = MemberPath(bytes) else { return nil }
        return "\(found.segment) " + String(decoding: Array(path.utf8)[found.user], as: UTF8.self)
    }

    @Test func `a segment's number and the user's bytes`() {
        #expect(user("/api/v1/segments/12/members/u1") == "12 u1")
        #expect(user("/api/v1/segments/0/members/a@b.c+d") == "0 a@b.c+d")
        #expect(
            user("/api/v1/segments/999999999999999999/members/x") == "999999999999999999 x")
    }

    @Test(arguments: [
        "", "/", "/api/v1/segments/", "/api/v1/segments/12", "/api/v1/segments/12/members",
        "/api/v1/segments/12/members/", "/api/v1/segments/x/members/u",
        "/api/v1/segments/-1/members/u",
        "/api/v1/segments/1/members/u/", "/api/v1/segments/1/members/u?a",
        "/api/v1/segments/1/members/u#a",
        "/api/v1/segments/1/members/%41", "/api/v1/segments/1000000000000000000/members/u",
        "/API/v1/segments/1/members/u", "x/api/v1/segments/1/members/u",
    ]) func `other paths are none`(path: String) {
        #expect(user(path) == nil)
    }

    @Test func `a date is written as HTTP wants it`() {
        #expect(HTTPDate.text(second: 784_111_777) == "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(HTTPDate.text(second: 0) == "Thu, 01 Jan 1970 00:00:00 GMT")
        #expect(HTTPDate.text(second: 1_709_251_199) == "Thu, 29 Feb 2024 23:59:59 GMT")
    }

    @Test func `digits of ids are hexadecimal`() {
        var seen: Set<UInt8> = []
        for number in [UInt32(0x0123_4567), 0x89AB_CDEF, 0, .max] {
            let digits = RequestIDs.digits(number)
            for place in 0..<8 {
                seen.insert(UInt8(truncatingIfNeeded: digits >> UInt64(8 * place)))
            }
        }
        #expect(seen == Set("0123456789abcdef".utf8))
    }

    @Test func `under https browsers are told to stay with it, and only there`() {
        let line = "Strict-Transport-Security: max-age=31536000\r\n"
        #expect(String(buffer: MemberAnswer.headStart(isSecure: true)).contains(line))
        #expect(!String(buffer: MemberAnswer.headStart(isSecure: false)).contains(line))
    }

    @Test func `a bearer token is read whatever the letters of its scheme`() {
        #expect(Bearer.token(in: "Bearer abc") == "abc")
        #expect(Bearer.token(in: "bEARER  abc") == "abc")
        #expect(Bearer.token(in: "Bearer ") == nil)
        #expect(Bearer.token(in: "Bearer") == nil)
        #expect(Bearer.token(in: "Basic abc") == nil)
    }
}
