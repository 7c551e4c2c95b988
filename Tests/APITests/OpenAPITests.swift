import Definitions
import HTTPTypes
import Hummingbird
import Testing

@testable import API

@Suite struct OpenAPITests {
    /// Routes behind the API's prefix, as `GET /segments/{id}`; without those that only say 405.
    private static func routes(_ server: Server) -> Set<String> {
        let documented = Dictionary(grouping: server.routes.endpoints, by: \.path)
        return Set(
            server.routes.router.routes.compactMap { route in
                let path = "\(route.path)"
                guard path.hasPrefix(OpenAPI.prefix + "/"), path != "/api/v1/openapi.json" else {
                    return nil
                }
                let own = String(path.dropFirst(OpenAPI.prefix.count))
                let isOurs = documented[own]?.contains { $0.method == route.method } ?? false
                return isOurs || documented[own] == nil ? "\(route.method) \(own)" : nil
            })
    }

    private static func operations(_ document: JSONValue) -> [String] {
        guard case .object(let paths)? = document["paths"] else { return [] }
        return paths.flatMap { path -> [String] in
            guard case .object(let operations) = path.value else { return [] }
            return operations.map { "\($0.name.uppercased()) \(path.name)" }
        }
    }

    @Test func `every route is documented, and every documented operation has a route`()
        async throws
    {
        try await TestServer.run(withData: false) { client, server in
            let cookie = try await client.signIn(to: server)
            let answer = try await client.ask(.get, "/api/v1/openapi.json", cookie: cookie)
            #expect(answer.status == 200)
            let documented = Self.operations(try answer.json())
            #expect(documented.count == Set(documented).count)
            #expect(documented.count > 3)
            #expect(Set(documented) == Self.routes(server))
        }
    }

    @Test func `operations have ids of their own, and parameters in the path are declared`()
        async throws
    {
        try await TestServer.run(withData: false) { _, server in
            let endpoints = server.routes.endpoints
            let ids = endpoints.map(\.operationID)
            #expect(ids.count == Set(ids).count)
            for endpoint in endpoints {
                let named = Set(
                    endpoint.path.matches(of: /\{([a-z_]+)\}/).map { String($0.1) })
                let declared = Set(
                    endpoint.parameters.filter { $0.place == .path }.map(\.name))
                #expect(named == declared, "\(endpoint.path)")
                #expect(endpoint.summary.hasSuffix("."), "\(endpoint.path)")
            }
        }
    }

    @Test func `every component that a schema names is there`() {
        var missing: [String] = []
        for (name, schema) in OpenAPI.components {
            for reference in schema.json.rendered().matches(of: /#\/components\/schemas\/(\w+)/)
            where SchemaChecker.components[String(reference.1)] == nil {
                missing.append("\(name) names \(reference.1)")
            }
        }
        #expect(missing == [])
    }

    @Test func `the checker of answers finds what does not fit`() {
        let schema = Schema.object([
            .init("a", .whole(1...3)), .init("b", .list(.date)), .optional("c", .text),
        ])
        func count(_ value: JSONValue) -> Int { SchemaChecker.mismatches(value, schema).count }
        #expect(count(["a": 1, "b": ["2026-11-24"]]) == 0)
        #expect(count(["a": 1, "b": [], "c": .null]) == 0)
        #expect(count(["a": 4, "b": ["2026-11-31"]]) == 2)
        #expect(count(["b": [], "d": 1]) == 2)
        #expect(count([1]) == 1)
    }

    @Test func `questions of the guide fit the schema of questions`() throws {
        for text in [
            AnalysesTests.question,
            #"{"kind":"trend","dataset":"a","series":[{"event":"b","measure":"sum","property":"c"}]}"#,
            #"{"kind":"retention","dataset":"a","start":{"event":"b"},"return":{"event":"b"},"periods":12}"#,
            #"{"kind":"pages","dataset":"a","by":"page","rules":[{"pattern":"/*","label":"x"}],"limit":5}"#,
            #"{"kind":"flow","dataset":"a","by":"page","anchor":{"at":"start","value":"/"},"steps":3}"#,
            #"{"kind":"timeline","dataset":"a","user":"u1","limit":10}"#,
            #"{"kind":"profile","dataset":"a","of":{"question":{"kind":"timeline","dataset":"a","user":"u"},"element":"e"}}"#,
        ] {
            let found = SchemaChecker.mismatches(
                try JSONValue(parsing: text), .named("Questions"))
            #expect(found == [], "\(text)")
        }
    }
}
