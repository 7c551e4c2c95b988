import Definitions
import Foundation
import TestSupport
import Testing

@testable import API

/// The table of routes in the guide is the one that the server has.
@Suite struct RouteTableTests {
    private static let page = "docs/guide/api-resources.md"
    private static let marks = ("<!-- routes -->\n", "<!-- end of routes -->")

    /// A row an endpoint, those of one path together.
    private static func table(_ endpoints: [Endpoint]) -> String {
        var paths: [String] = []
        for endpoint in endpoints where !paths.contains(endpoint.path) {
            paths.append(endpoint.path)
        }
        let rows = paths.flatMap { path in endpoints.filter { $0.path == path } }.map { endpoint in
            "| `\(endpoint.method) \(endpoint.path)` | `\(endpoint.right?.rawValue ?? "")` | "
                + "\(endpoint.summary) |\n"
        }
        return "| route | right | |\n|---|---|---|\n" + rows.joined()
    }

    @Test func `the guide lists each route of the resources with its right`() async throws {
        try await TestServer.run(withData: false) { _, server in
            let routes = ResourceRoutes(configuration: server.configuration).endpoints
            #expect(Set(routes.map { "\($0.method) \($0.path)" }).count == routes.count)
            let table = Self.table(routes)
            let text = try Repository.text(Self.page)
            let head = text.components(separatedBy: Self.marks.0)
            let tail = (head.last ?? "").components(separatedBy: Self.marks.1)
            try #require(head.count == 2 && tail.count == 2)
            if ProcessInfo.processInfo.environment["CXM_UPDATE_SNAPSHOTS"] == "1" {
                let whole = head[0] + Self.marks.0 + table + Self.marks.1 + tail[1]
                try Data(whole.utf8).write(to: Repository.root.appending(path: Self.page))
            } else {
                #expect(tail[0] == table)
            }
        }
    }
}
