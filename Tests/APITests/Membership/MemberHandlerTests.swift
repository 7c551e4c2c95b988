import Bitmaps
import Definitions
import Foundation
import HTTPTypes
import Metadata
import NIOCore
import NIOEmbedded
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1
import Operations
import TestSupport
import Testing

@testable import API

/// The order of answers on one connection, without a network.
@Suite struct MemberHandlerTests {
    private final class Connection {
        let channel: EmbeddedChannel

        init(_ desks: ServingDesks) throws {
            channel = EmbeddedChannel()
            let pipeline = channel.pipeline.syncOperations
            try pipeline.configureHTTPServerPipeline(
                withPipeliningAssistance: false, withErrorHandling: false)
            try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: false))
            try pipeline.addHandler(Exchange(desks, idle: .hours(1)))
            try pipeline.addHandler(
                RequestGuard(byteLimit: 1 << 20, timeout: .seconds(60)))
            channel.connect(
                to: try SocketAddress(unixDomainSocketPath: "/cxm"), promise: nil)
        }

        /// What the channel says when nothing has come or gone for long.
        func rest() {
            channel.pipeline.fireUserInboundEventTriggered(IdleStateHandler.IdleStateEvent.all)
        }

        func ask(
            _ path: String, method: String = "GET", headers: [(String, String)] = [],
            body: String = ""
        ) throws {
            var fields = [("Host", "cxm")] + headers
            if !headers.contains(where: { $0.0 == "Authorization" }) {
                fields.append(("Authorization", "Bearer sender"))
            }
            let lines = fields.map { "\($0): \($1)\r\n" }.joined()
            try send("\(method) \(path) HTTP/1.1\r\n\(lines)\r\n\(body)")
        }

        /// What one packet brings.
        func send(_ text: String) throws {
            try channel.writeInbound(ByteBuffer(string: text))
        }

        /// Paths that were passed on, since the last look.
        func passedOn() throws -> [String] {
            var paths: [String] = []
            while let part = try channel.readInbound(as: HTTPRequestPart.self) {
                if case .head(let request) = part { paths.append(request.path ?? "") }
            }
            return paths
        }

        /// What Hummingbird would do.
        func answerPassedOn() throws {
            try channel.writeOutbound(HTTPResponsePart.head(HTTPResponse(status: .noContent)))
            try channel.writeOutbound(HTTPResponsePart.end(nil))
        }

        /// Bodies of answers that have left, since the last look; a status line for those without one.
        func answers() throws -> [String] {
            var text = ""
            while let part = try channel.readOutbound(as: IOData.self) {
                if case .byteBuffer(let bytes) = part { text += String(buffer: bytes) }
            }
            return text.components(separatedBy: "HTTP/1.1 ").dropFirst().map { answer in
                let body = answer.components(separatedBy: "\r\n\r\n").last ?? ""
                return body.isEmpty ? String(answer.prefix(3)) : body
            }
        }
    }

    private func withConnection(
        _ test: (Connection, MemberServer) throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/cxm-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let member = try MemberServer(folder)
        try await member.add("Savers", users: [])
        try await member.server.membership.refresh()
        try test(Connection(member.server.desks), member)
    }

    private static let hot = "/api/v1/segments/1/members/ann"

    @Test func `the question is answered at once, everything else is passed on`() async throws {
        try await withConnection { connection, _ in
            try connection.ask(Self.hot)
            #expect(try connection.passedOn().isEmpty)
            #expect(try connection.answers().first?.hasPrefix("{\"member\":false") == true)
            let others = [
                "/", "/api/v1/segments/1/members/", "/api/v1/segments/1/members/ann/explain",
                "/api/v1/segments/1/members/ann?x=1", "/api/v1/segments/Savers/members/ann",
                "/api/v1/segments/2/members/ann", "/api/v1/segments//members/ann",
                "/api/v1/segments/1/members/a%20b",
                "/api/v1/segments/9999999999999999999/members/a",
            ]
            for path in others {
                try connection.ask(path)
                try connection.answerPassedOn()
            }
            #expect(try connection.passedOn() == others)
        }
    }

    @Test func `answers keep the order of requests`() async throws {
        try await withConnection { connection, _ in
            try connection.ask("/slow")
            try connection.ask(Self.hot)
            // An earlier request is unanswered: the question waits behind it.
            #expect(try connection.passedOn() == ["/slow", Self.hot])
            #expect(try connection.answers().isEmpty)
            try connection.answerPassedOn()
            try connection.ask(Self.hot)
            #expect(try connection.passedOn() == [Self.hot])
            try connection.answerPassedOn()
            try connection.answerPassedOn()
            #expect(try connection.answers() == ["204", "204", "204"])
            try connection.ask(Self.hot)
            #expect(try connection.passedOn().isEmpty)
            #expect(try connection.answers().count == 1)
        }
    }

    @Test func `a connection that rests is closed, unless an answer is owed`() async throws {
        try await withConnection { connection, _ in
            try connection.ask(Self.hot)
            try connection.ask("/slow")
            connection.rest()
            #expect(connection.channel.isActive)
            try connection.answerPassedOn()
            connection.rest()
            #expect(!connection.channel.isActive)
        }
    }

    @Test func `a connection whose request stops arriving is closed`() async throws {
        try await withConnection { connection, _ in
            try connection.send("POST /slow HTTP/1.1\r\nHost: cxm\r\nContent-Length: 3\r\n\r\n")
            connection.rest()
            #expect(!connection.channel.isActive)
        }
    }

    @Test func `many requests in one go are answered one by one`() async throws {
        try await withConnection { connection, _ in
            for _ in 0..<100 { try connection.ask(Self.hot) }
            let answers = try connection.answers()
            #expect(answers.count == 100)
            #expect(Set(answers).count == 1)
        }
    }

    @Test func `what is not plain is passed on`() async throws {
        try await withConnection { connection, _ in
            for header in [
                ("Content-Length", "0"), ("Expect", "100-continue"), ("authorization", "Basic a"),
                ("Authorization", "Basic sender"), ("Authorization", "Bearer unknown"),
                ("Authorization", "Bearer "), ("Authorization", "Bearer exporter"),
            ] {
                try connection.ask(Self.hot, headers: [header])
                try connection.answerPassedOn()
                #expect(try connection.passedOn() == [Self.hot], "\(header)")
            }
            try connection.ask(Self.hot, method: "HEAD")
            try connection.answerPassedOn()
            #expect(try connection.passedOn().count == 1)
            _ = try connection.answers()
            try connection.ask(Self.hot, headers: [("connection", "Keep-Alive")])
            #expect(try connection.passedOn().isEmpty)
            #expect(try connection.answers().count == 1)
        }
    }

    @Test(arguments: [
        [("Connection", "close")], [("Upgrade", "h2c"), ("Connection", "upgrade")],
        [("Transfer-Encoding", "chunked")],
    ])
    func `what changes the connection leaves it to Hummingbird`(
        headers: [(String, String)]
    ) async throws {
        try await withConnection { connection, _ in
            try connection.ask(Self.hot, headers: headers)
            #expect(try connection.passedOn() == [Self.hot])
            try? connection.ask(Self.hot)
            #expect(try connection.answers().isEmpty)
        }
    }

    @Test func `a question inside another request is none`() async throws {
        let question =
            "GET \(Self.hot) HTTP/1.1\r\nHost: cxm\r\nAuthorization: Bearer sender\r\n\r\n"
        for start in [
            // A body, a header, and a head that comes in pieces.
            "POST /slow HTTP/1.1\r\nHost: cxm\r\nContent-Length: \(question.utf8.count + 2)\r\n\r\n",
            "GET /slow HTTP/1.1\r\nHost: cxm\r\nX-More: ",
            "GET /slow HTTP/1.1\r\nHost: cxm\r\n\r\nGET /next HTTP/1.1\r\nHost: cxm\r\nX-More: ",
            "POST /slow HTTP/1.1\r\nHost: cxm\r\nTransfer-Encoding: chunked\r\n\r\n100\r\n",
        ] {
            try await withConnection { connection, _ in
                try connection.send(start)
                if start.contains("/next") { try connection.answerPassedOn() }
                try connection.send(question)
                let answers = try connection.answers()
                #expect(!answers.contains { $0.contains("member") }, "\(start)")
            }
        }
    }

    @Test func `questions are answered again after other requests, with or without a body`()
        async throws
    {
        try await withConnection { connection, _ in
            for body in ["", "{}", "\r\n\r\n", String(repeating: "a", count: 9)] {
                try connection.ask(
                    "/slow", method: "POST",
                    headers: [("Content-Length", "\(body.utf8.count)")],
                    body: String(body.prefix(4)))
                if body.count > 4 { try connection.send(String(body.dropFirst(4))) }
                #expect(try connection.passedOn() == ["/slow"])
                try connection.answerPassedOn()
                _ = try connection.answers()
                try connection.ask(Self.hot)
                #expect(try connection.passedOn().isEmpty)
                #expect(try connection.answers().count == 1, "after \(body.debugDescription)")
            }
        }
    }

    @Test func `the caller's id of a request is in its answer, a strange one is not`() async throws
    {
        try await withConnection { connection, _ in
            for (id, isKept) in [("a-1", true), ("a-2", true), ("a b", false)] {
                try connection.ask(Self.hot, headers: [("X-Request-ID", id)])
                let answer = try #require(
                    connection.channel.readOutbound(as: IOData.self).map { part in
                        if case .byteBuffer(let bytes) = part { String(buffer: bytes) } else { "" }
                    })
                #expect(answer.contains("X-Request-ID: \(id)\r\n") == isKept, "\(answer)")
            }
        }
    }

    @Test func `a token that is revoked or given again counts at once`() async throws {
        try await withConnection { connection, member in
            try connection.ask(Self.hot)
            #expect(try connection.answers().count == 1)
            member.tokens.revoke("sender")
            try connection.ask(Self.hot)
            #expect(try connection.passedOn().count == 1)
            try connection.answerPassedOn()
            member.tokens.give(
                "sender", to: Caller(id: 9, name: "client/b", kind: .program([.membership])))
            try connection.ask(Self.hot)
            #expect(try connection.passedOn().isEmpty)
        }
    }
}
