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
                "Replaces both; null takes one away.", body: Self.draft,
                answers: [.json(Self.schema)], problems: [404], handle: replace),
        ]
    }

    private static let quota = Schema.object([
        .optional("rows_per_day", .whole(0...1_000_000_000_000)),
        .optional("callers", .map(.whole(0...1_000_000_000_000))),
    ])
    private static let draft = Schema.object([
        .optional("suppression", DeliverySchemas.suppression), .optional("quota", quota),
    ])
    private static let schema = Schema.object([
        .init("suppression", DeliverySchemas.suppression), .init("quota", quota),
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
