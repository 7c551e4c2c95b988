import API
import Definitions
import Hummingbird
import HummingbirdTesting

/// The API of a test server, asked by its first user, an admin.
struct Resources: Sendable {
    let client: any TestClientProtocol
    let server: Server
    let cookie: String

    static func with(
        data: Bool = true, prepare: (inout Server.Configuration) throws -> Void = { _ in },
        _ test: @escaping @Sendable (Resources) async throws -> Void
    ) async throws {
        try await TestServer.run(withData: data, prepare: prepare) { client, server in
            let cookie = try await client.signIn(to: server)
            try await test(Resources(client: client, server: server, cookie: cookie))
        }
    }

    func get(_ path: String) async throws -> Answer { try await ask(.get, path) }

    func post(_ path: String, _ body: String) async throws -> Answer {
        try await ask(.post, path, body)
    }

    /// `path` behind the API's prefix.
    func ask(
        _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil,
        ifMatch: String? = nil, type: String = "application/json"
    ) async throws -> Answer {
        var headers: HTTPFields = [:]
        headers[.ifMatch] = ifMatch
        if body != nil { headers[.contentType] = type }
        if Self.closesConnection(method, path) {
            return try await newConnection(method, path, headers, body: body)
        }
        return try await client.ask(
            method, "/api/v1" + path, cookie: cookie, headers: headers, body: body)
    }

    /// On a connection of its own, for answers that close theirs.
    func newConnection(
        _ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields = [:],
        body: String? = nil
    ) async throws -> Answer {
        try await server.application().test(.live) { client in
            try await client.ask(
                method, "/api/v1" + path, cookie: cookie, headers: headers, body: body)
        }
    }

    private static func closesConnection(_ method: HTTPRequest.Method, _ path: String) -> Bool {
        method == .post && (path.hasSuffix("/runs") || path.contains("/sql/"))
    }
}

extension JSONValue {
    subscript(index: Int) -> JSONValue? {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
        return elements[index]
    }

    var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    var number: Int? {
        if case .integer(let number) = self { Int(number) } else { nil }
    }
}
