import Definitions
import DemoCompany
import DemoHome
import Foundation
import Hummingbird
import HummingbirdTesting
import Metadata
import MetadataSQLite
import Operations
import Synchronization
import TestSupport

@testable import API

/// A server over a home of its own, asked through one real connection.
enum TestServer {
    /// A home with 60 members' app log, or an empty one.
    static func run(
        withData: Bool = true, limits: ServerLimits = .init(),
        prepare: (inout Server.Configuration) -> Void = { _ in },
        _ test: @escaping @Sendable (any TestClientProtocol, Server) async throws -> Void
    ) async throws {
        try await Fixture.withFolder { folder in
            if withData {
                let company = try DemoCompany(
                    seed: 1, users: 60, days: 90, endingOn: .init("2026-10-31"))
                try DemoHome.write(company, to: folder)
            }
            let home = Home(path: folder.path, zone: try Zone("Asia/Seoul"))
            let metadata = try SQLiteMetadata.inMemory()
            var configuration = Server.Configuration(
                home: home, metadata: metadata, threads: 2,
                space: { now, actor in
                    SegmentSpace(
                        catalogue: CatalogueContext(home: home, metadata: metadata, now: now),
                        metadata: metadata, actor: actor)
                },
                now: { 1_793_460_000_000 })
            configuration.port = 0
            configuration.limits = limits
            prepare(&configuration)
            let server = Server(configuration)
            Contract.current.withLock { $0 = Contract(endpoints: server.routes.endpoints) }
            try await server.application().test(.live) { client in
                try await test(client, server)
            }
        }
    }
}

extension Server {
    /// Asks on a connection of its own: an analysis closes the one that it came by.
    func answer(to body: String, cookie: String) async throws -> Answer {
        try await application().test(.live) { client in
            try await client.ask(.post, "/api/v1/analyses", cookie: cookie, body: body)
        }
    }

    /// The path of the sign-in link.
    var signInPath: String {
        String(signInLink(port: 1).dropFirst("http://127.0.0.1:1".count))
    }
}

/// An answer as tests read it.
struct Answer: Sendable {
    let status: Int
    let headers: HTTPFields
    let text: String

    /// Throws where the body is no JSON.
    func json() throws -> JSONValue { try JSONValue(parsing: text) }
}

extension TestClientProtocol {
    func ask(
        _ method: HTTPRequest.Method = .get, _ path: String, cookie: String? = nil,
        headers: HTTPFields = [:], body: String? = nil
    ) async throws -> Answer {
        var headers = headers
        headers[.cookie] = cookie
        if body != nil, headers[.contentType] == nil { headers[.contentType] = "application/json" }
        let response = try await executeRequest(
            uri: path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
        let answer = Answer(
            status: response.status.code, headers: response.headers,
            text: String(buffer: response.body))
        Contract.current.withLock(\.self)?.check(method, path, answer)
        return answer
    }

    /// Opens the link and keeps the cookie.
    func signIn(to server: Server) async throws -> String {
        let answer = try await ask(.get, server.signInPath)
        let cookie = answer.headers[.setCookie] ?? ""
        return String(cookie.prefix { $0 != ";" })
    }
}
