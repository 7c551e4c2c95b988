import Definitions
import Hummingbird
import Operations

/// `GET /api/v1/datasets`: what there is to ask about.
struct Datasets {
    let configuration: Server.Configuration

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/datasets", right: .look,
                "The datasets that can be asked about, with labels of events, properties and values.",
                answers: [.json(Self.list)], handle: list)
        ]
    }

    private static let list = Schema.object([.init("datasets", .list(.object([], open: true)))])

    @Sendable func list(_ request: Request, context: ServerContext) async throws -> Response {
        let datasets = try DescribeDatasets(home: configuration.home)()
        let catalogue = try await context.space(configuration).catalogue()
        let entries = datasets.map { DatasetEntry(dataset: $0, catalogue: catalogue) }
        return .json(["datasets": .array(entries.map { $0.json(in: configuration.home.zone) })])
    }

    /// What every form of a dataset begins with.
    static func json(_ dataset: DatasetSummary, _ zone: Zone) -> JSONValue {
        [
            "name": .string(dataset.schema.name),
            "event_count": .integer(Int64(dataset.eventCount)),
            "data_until": dataset.dataUntil.map { .string(zone.text($0)) } ?? .null,
            "roles": .object(
                dataset.schema.roles.sorted { $0.key < $1.key }
                    .map { .init($0.key, .string($0.value)) }),
        ]
    }
}
