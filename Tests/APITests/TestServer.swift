import API
import Definitions
import DemoCompany
import DemoHome
import Foundation
import Hummingbird
import HummingbirdTesting
import Metadata
import MetadataSQLite
import Operations
import TestSupport
import WebInterface

/// A server over a home of its own, asked through one real connection.
enum TestServer {
    /// 2026-11-01 in Seoul.
    static let now: Int64 = 1_793_460_000_000

    /// A home with 60 members and their app log, with labels, or an empty one.
    static func run(
        withData: Bool = true, withSite: Bool = true,
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
            if withData {
                try await SaveDemoLabels(home: home, metadata: metadata, now: now)()
            }
            var configuration = Server.Configuration(
                home: home, metadata: metadata, threads: 2,
                space: { now, actor in
                    SegmentSpace(
                        catalogue: CatalogueContext(
                            home: home, metadata: metadata, now: now,
                            openWarehouse: { try TestWarehouse.open($0) },
                            homeWarehouse: { try TestWarehouse.plain() }),
                        metadata: metadata, actor: actor,
                        openForSQL: { try TestWarehouse.open($0, withFiles: true) })
                },
                now: { Self.now })
            configuration.port = 0
            if withSite { configuration.site = try site(in: folder) }
            let server = Server(configuration)
            try await server.application().test(.live) { client in
                try await test(client, server)
            }
        }
    }
}

extension TestServer {
    /// The least that a web interface is made of.
    private static func site(in folder: URL) throws -> WebSite {
        for (name, text) in [("app/main.js", "start();"), ("vendor/preact.js", "")] {
            let file = folder.appending(path: "web/" + name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        return try WebSite(folder: folder.path + "/web", isLive: false)
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
        return Answer(
            status: response.status.code, headers: response.headers,
            text: String(buffer: response.body))
    }

    /// Opens the link and keeps the cookie.
    func signIn(to server: Server) async throws -> String {
        let answer = try await ask(.get, server.signInPath)
        let cookie = answer.headers[.setCookie] ?? ""
        return String(cookie.prefix { $0 != ";" })
    }
}
