import Definitions
import Hummingbird
import Metadata
import Operations

/// `/export-settings`: who is left out of exports and deliveries, and how many rows a caller may export.
struct ExportSettings {
    let configuration: Server.Configuration

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/export-settings", right: .operate,
                "Who is left out of exports and deliveries, and rows a day.",
                answers: [.json(Self.schema)], handle: show),
            Endpoint(
                .put, "/export-settings", right: .manageAccess,
                "Replaces both; null takes one away.", body: .any, answers: [.json(Self.schema)],
                problems: [404], handle: replace),
        ]
    }

    private static let schema = Schema.object([
        .init("suppression", .list(.any)), .init("quota", .object([], open: true)),
    ])

    @Sendable func show(_ request: Request, context: ServerContext) async throws -> Response {
        try await answer()
    }

    @Sendable func replace(_ request: Request, context: ServerContext) async throws -> Response {
        let reader = JSONReader(try await request.json())
        let space = try context.space(configuration)
        try await SaveExportSettings(space)(reader)
        return try await answer()
    }

    private func answer() async throws -> Response {
        .json(try await SaveExportSettings.json(configuration.metadata))
    }
}
