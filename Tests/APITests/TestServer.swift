import Definitions
import DemoCompany
import DemoHome
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Metadata
import MetadataSQLite
import OpenIDConnect
import Operations
import Secrets
import Synchronization
import TestSupport
import WebInterface

@testable import API

/// A server over a home of its own, asked through one real connection.
enum TestServer {
    /// 2026-11-01 in Seoul.
    static let now: Int64 = 1_793_460_000_000

    /// A home with 60 members and their app log, with labels, or an empty one.
    static func run(
        withData: Bool = true, withSite: Bool = true, limits: ServerLimits = .init(),
        publicURL: String? = nil, requestsPerSecond: Int = 0,
        issuer: IssuerSettings? = nil,
        prepare: (inout Server.Configuration) throws -> Void = { _ in },
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
            configuration.requestsPerSecond = requestsPerSecond
            configuration.publicURL = publicURL
            configuration.issuer = issuer
            configuration.passwordCost = .none
            configuration.limits = limits
            try prepare(&configuration)
            let server = Server(configuration)
            Contract.current.withLock { $0 = Contract(endpoints: server.routes.endpoints) }
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
    func answer(
        to body: String, cookie: String, path: String = Address.analyses.path,
        headers: HTTPFields = [:]
    ) async throws -> Answer {
        try await application().test(.live) { client in
            try await client.ask(.post, path, cookie: cookie, headers: headers, body: body)
        }
    }

    /// The cookie of a new session of a user with this role, who has a password.
    func signIn(as role: Role, name: String? = nil) async throws -> String {
        let name = name ?? role.rawValue
        let space = access.space("test")
        var user = try await space.user(named: name)
        if user == nil { user = try await space.invite(name: name, role: role).user }
        guard var user else { throw TestFailure("no user \(name)") }
        if user.passwordHash == nil {
            user.passwordHash = try await access.desk.passwords.hash(Self.password)
            try await configuration.metadata.update(user)
        }
        let begun = try await space.begin(
            user, from: SignInOrigin(address: "10.0.0.7", agent: "test"), by: "test")
        return "\(SignInGate.cookieName)=\(begun.token.text)"
    }

    /// Of every user that `signIn(as:)` makes.
    static let password = "correct horse battery"

    /// The token of a new service client.
    func token(_ scopes: Set<ClientScope>, name: String = "program") async throws -> String {
        try await access.space("test").createClient(name: name, scopes: scopes).token.text
    }

    /// The path of the sign-in link.
    var signInPath: String {
        String(signInLink(port: 1).dropFirst("http://127.0.0.1:1".count))
    }
}

struct TestFailure: Error {
    let description: String

    init(_ description: String) { self.description = description }
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
        headers: HTTPFields = [:], body: String? = nil, isPromised: Bool = true
    ) async throws -> Answer {
        var headers = headers
        if let cookie { headers[.cookie] = cookie }
        // As a browser says of requests by the server's own pages.
        let site = HTTPField.Name("Sec-Fetch-Site")
        if cookie != nil, let site, headers[site] == nil { headers[site] = "same-origin" }
        if body != nil, headers[.contentType] == nil { headers[.contentType] = "application/json" }
        let response = try await executeRequest(
            uri: path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
        let answer = Answer(
            status: response.status.code, headers: response.headers,
            text: String(buffer: response.body))
        if isPromised { Contract.current.withLock(\.self)?.check(method, path, answer, body: body) }
        return answer
    }

    /// Opens the link and keeps the cookie.
    func signIn(to server: Server) async throws -> String {
        let answer = try await ask(.get, server.signInPath)
        let cookie = answer.headers[.setCookie] ?? ""
        return String(cookie.prefix { $0 != ";" })
    }
}
