import Definitions
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Operations
import TestSupport
import Testing
import WebInterface

@testable import API

/// Who may call what: every endpoint as nobody, in every role, and by a program of every scope.
@Suite struct RightsTests {
    /// What a caller shows, and what it may do.
    private struct Shown {
        let name: String
        let headers: HTTPFields
        let rights: Set<Right>
    }

    private func everyone(_ server: Server) async throws -> [Shown] {
        var everyone: [Shown] = []
        for role in Role.allCases {
            let cookie = try await server.signIn(as: role)
            var headers: HTTPFields = [.cookie: cookie]
            if let site = HTTPField.Name("Sec-Fetch-Site") { headers[site] = "same-origin" }
            everyone.append(Shown(name: role.rawValue, headers: headers, rights: role.rights))
        }
        for scope in ClientScope.allCases {
            let name = scope.rawValue.replacing(":", with: "-")
            let token = try await server.token([scope], name: name)
            everyone.append(
                Shown(
                    name: scope.rawValue, headers: [.authorization: "Bearer \(token)"],
                    rights: scope.rights))
        }
        return everyone
    }

    /// `/users/{user}` as an address: `/api/v1/users/999999`.
    private func address(_ endpoint: Endpoint) -> String {
        OpenAPI.prefix + endpoint.path.replacing(#/\{[^}]+\}/#, with: "999999")
    }

    private func ask(
        _ client: any TestClientProtocol, _ endpoint: Endpoint, _ headers: HTTPFields,
        isPromised: Bool = true
    ) async throws -> Answer {
        try await client.ask(
            endpoint.method, address(endpoint), headers: headers,
            body: endpoint.body == nil ? nil : "{}", isPromised: isPromised)
    }

    @Test func `whoever lacks the right is refused, and is told nothing else`() async throws {
        try await TestServer.run { client, server in
            let everyone = try await everyone(server)
            for endpoint in server.routes.endpoints {
                let line = "\(endpoint.method) \(endpoint.path)"
                if !endpoint.isOpen {
                    let answer = try await ask(client, endpoint, [:])
                    #expect(answer.status == 401, "\(line) as nobody")
                    #expect(try answer.json()["code"] == "not_signed_in", "\(line) as nobody")
                    let forged = try await ask(
                        client, endpoint, [.authorization: "Bearer 0000"])
                    #expect(try forged.json()["code"] == "bad_token", "\(line), a forged token")
                }
                guard let right = endpoint.right else { continue }
                for caller in everyone where !caller.rights.contains(right) {
                    let answer = try await ask(client, endpoint, caller.headers)
                    #expect(answer.status == 403, "\(line) as \(caller.name)")
                    #expect(
                        try answer.json()["code"] == "not_allowed", "\(line) as \(caller.name)")
                    guard case .object(let members) = try answer.json() else { continue }
                    #expect(
                        members.map(\.name) == ["title", "status", "code", "detail", "request_id"],
                        "\(line) as \(caller.name)")
                }
            }
        }
    }

    @Test func `whoever has the right is let through`() async throws {
        try await TestServer.run(withData: false) { _, server in
            try await server.access.desk.tables.refresh()
            let everyone = try await everyone(server)
            let routes = server.routes
            // The same addresses and rights, with handlers that change nothing.
            let stubs = routes.endpoints.map { endpoint in
                Endpoint(
                    endpoint.method, endpoint.path, right: endpoint.right,
                    forAnyCaller: endpoint.isForAnyCaller, endpoint.summary,
                    answers: [.nothing]
                ) { _, _ in Response(status: .accepted) }
            }
            let application = Application(router: routes.router(of: stubs))
            try await application.test(.live) { client in
                for endpoint in stubs {
                    for caller in everyone {
                        let isAllowed = endpoint.right.map(caller.rights.contains) ?? true
                        let answer = try await ask(
                            client, endpoint, caller.headers, isPromised: false)
                        #expect(
                            answer.status == (isAllowed ? 202 : 403),
                            "\(endpoint.method) \(endpoint.path) as \(caller.name)")
                    }
                }
            }
        }
    }

    @Test func `each role may what the one before may, and more`() {
        for (lower, higher) in zip(Role.allCases, Role.allCases.dropFirst()) {
            #expect(lower.rights.isStrictSubset(of: higher.rights))
        }
        #expect(Role.admin.rights == Set(Right.allCases))
        for scope in ClientScope.allCases {
            #expect(scope.rights.isDisjoint(with: [.manageAccess, .readAudit, .seePersonalData]))
        }
    }

    @Test func `the page about rights is what the routes say`() async throws {
        try await TestServer.run(withData: false) { _, server in
            let page = RightsPage(endpoints: server.routes.endpoints).text
            #expect(Snapshot.difference(of: page, fromPage: "docs/guide/rights.md") == nil)
        }
    }
}

/// The page of the guide that says who may call what.
private struct RightsPage {
    let endpoints: [Endpoint]

    var text: String {
        """
        # Who may do what

        Made from the routes by `RightsTests` (rewritten with `CXM_UPDATE_SNAPSHOTS=1`); the same test asks every
        route as nobody, in every role and by a program of every scope. How people and programs sign in:
        [access](access.md).

        ## Roles
        Each role may what the one before may, and more.

        | right | \(Role.allCases.map(\.rawValue).joined(separator: " | ")) |
        |---|\(Role.allCases.map { _ in "---|" }.joined())
        \(Right.allCases.map(line).joined(separator: "\n"))

        ## Scopes of service clients

        | scope | rights |
        |---|---|
        \(ClientScope.allCases.map(line).joined(separator: "\n"))

        ## Routes
        All below `\(OpenAPI.prefix)`.

        | route | right | roles | scopes |
        |---|---|---|---|
        \(endpoints.map(line).joined(separator: "\n"))

        """
    }

    private func line(_ right: Right) -> String {
        "| `\(right.rawValue)` | "
            + Role.allCases.map { $0.rights.contains(right) ? "yes" : "" }.joined(separator: " | ")
            + " |"
    }

    private func line(_ scope: ClientScope) -> String {
        let rights = Right.allCases.filter(scope.rights.contains).map { "`\($0.rawValue)`" }
        return "| `\(scope.rawValue)` | \(rights.joined(separator: ", ")) |"
    }

    private func line(_ endpoint: Endpoint) -> String {
        let route = "`\(endpoint.method.rawValue) \(endpoint.path)`"
        guard let right = endpoint.right else {
            return "| \(route) | | \(endpoint.isOpen ? "everyone" : "all") | |"
        }
        let roles = Role.allCases.filter { $0.rights.contains(right) }
        let from = roles.first.map { $0 == .admin ? "admin" : "from \($0.rawValue)" } ?? ""
        let scopes = ClientScope.allCases.filter { $0.rights.contains(right) }
            .map { "`\($0.rawValue)`" }
        return "| \(route) | `\(right.rawValue)` | \(from) | \(scopes.joined(separator: ", ")) |"
    }
}
