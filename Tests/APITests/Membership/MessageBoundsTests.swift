import Testing

@testable import API

/// Where one request ends and the next may be taken, from bytes alone.
@Suite struct MessageBoundsTests {
    private func bounds(_ packets: String...) -> MessageBounds {
        var bounds = MessageBounds()
        for packet in packets {
            let bytes = packet.utf8.span
            bounds.pass(bytes)
        }
        return bounds
    }

    private func head(_ lines: String...) -> String {
        "POST /a HTTP/1.1\r\n" + lines.map { $0 + "\r\n" }.joined() + "\r\n"
    }

    @Test func `requests end with their head, or with their body`() {
        #expect(MessageBounds().isBetween)
        #expect(bounds(head("Host: cxm")).isBetween)
        #expect(!bounds(head("Content-Length: 3"), "ab").isBetween)
        #expect(bounds(head("CONTENT-LENGTH:3 "), "ab", "c").isBetween)
        let two = bounds(head("Host: cxm", "Content-Length: 1") + "a" + head())
        #expect(two.isBetween)
        #expect(two.heads == 2)
        #expect(!bounds(head("Content-Length: 1"), "a" + head("Content-Length: 9")).isBetween)
    }

    @Test(arguments: [
        // Not whole.
        "GET /a HTT", "GET /a HTTP/1.1\r\nHost: a\r\n", "GET /a HTTP/1.1\r\nHost: a\r",
        // Written in an unusual manner.
        "\r\nGET /a HTTP/1.1\r\n\r\n", "GET /a HTTP/1.0\r\n\r\n", "CONNECT a:1 HTTP/1.1\r\n\r\n",
        "GET /a HTTP/1.1\nHost: a\n\n", "GET /a b HTTP/1.1\r\n\r\n", "GET  /a HTTP/1.1\r\n\r\n",
        "GET /a HTTP/1.1\r\nA: b\r\n c\r\n\r\n", "GET /a HTTP/1.1\r\nA : b\r\n\r\n",
        "GET /a HTTP/1.1\r\n: b\r\n\r\n", "GET /a HTTP/1.1\r\nA\r\n\r\n",
        "GET /a HTTP/1.1\r\nA: \u{0}\r\n\r\n", "GET /a HTTP/1.1\r\nA: b\rc\r\n\r\n",
        // Of another length than one number says.
        "GET /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "GET /a HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na",
        "GET /a HTTP/1.1\r\nContent-Length: +1\r\n\r\na",
        "GET /a HTTP/1.1\r\nContent-Length:\r\n\r\n",
        "GET /a HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "GET /a HTTP/1.1\r\nUpgrade: h2c\r\n\r\n",
    ])
    func `after anything else nothing is known any more`(packet: String) {
        var bounds = bounds(packet)
        #expect(!bounds.isBetween)
        let next = "GET /a HTTP/1.1\r\n\r\n"
        bounds.pass(next.utf8.span)
        #expect(!bounds.isBetween)
    }

    @Test func `the lines of a question say who asks, and whether it is plain`() throws {
        func plain(_ lines: String...) -> PlainHead? {
            let text = "x" + lines.map { $0 + "\r\n" }.joined() + "\r\n"
            return PlainHead(text.utf8.span, from: 1)
        }
        let host = "Host: cxm"
        let head = try #require(
            plain(host, "AUTHORIZATION: \t Bearer a ", "Accept: */*", "x-request-id:7"))
        let text = Array(
            "xHost: cxm\r\nAUTHORIZATION: \t Bearer a \r\nAccept: */*\r\nx-request-id:7\r\n\r\n"
                .utf8)
        #expect(String(decoding: text[head.authorization], as: UTF8.self) == "Bearer a")
        #expect(head.requestID.map { text[$0].count } == 1)
        #expect(head.end == text.count)
        let token = "Authorization: Bearer a"
        #expect(plain(host, token, "Connection: Keep-Alive") != nil)
        #expect(plain(host) == nil)
        #expect(plain(token) == nil)
        #expect(plain(host, host, token) == nil)
        #expect(plain(host, token, token) == nil)
        #expect(plain(host, token, "Connection: close") == nil)
        #expect(plain(host, token, "Content-Length: 0") == nil)
        #expect(plain(host, token, "Transfer-Encoding: chunked") == nil)
        #expect(plain(host, token, "Expect: 100-continue") == nil)
        #expect(plain(host, token, "X-Request-ID: 1", "X-Request-ID: 2") == nil)
    }

    @Test func `a question's line is told from others`() {
        func request(_ line: String) -> MemberRequest? { MemberRequest((line + "\r\n").utf8.span) }
        let line = "GET /api/v1/segments/12/members/ann HTTP/1.1"
        #expect(request(line)?.segment == 12)
        #expect(request(line)?.user == 32..<35)
        #expect(request(line)?.fields == line.utf8.count + 2)
        #expect(MemberRequest(line.utf8.span) == nil)
        for other in [
            "get /api/v1/segments/12/members/ann HTTP/1.1",
            "GET  /api/v1/segments/12/members/ann HTTP/1.1",
            "GET /api/v1/segments/12/members/ann HTTP/1.0",
            "GET /api/v1/segments/12/members/밥 HTTP/1.1",
            "GET /api/v1/segments/12/members/ann", "GET /api/v1/segments/12/members/a b HTTP/1.1",
            "",
        ] {
            #expect(request(other) == nil, "\(other)")
        }
    }
}
