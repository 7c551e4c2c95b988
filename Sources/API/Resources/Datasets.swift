import Definitions
import Hummingbird
import Operations

/// `GET /api/v1/datasets`: what there is to ask about.
struct Datasets {
    let home: Home

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/datasets", right: .look, "The datasets that can be asked about.",
                answers: [.json(Self.list)], handle: list)
        ]
    }

    private static let list = Schema.object([.init("datasets", .list(.object([], open: true)))])

    @Sendable func list(_ request: Request, context: ServerContext) throws -> Response {
        let datasets = try DescribeDatasets(home: home)()
        return .json(["datasets": .array(datasets.map(json))])
    }

    private func json(_ dataset: DatasetSummary) -> JSONValue {
        [
            "name": .string(dataset.schema.name),
            "event_count": .integer(Int64(dataset.eventCount)),
            "data_until": dataset.dataUntil.map { .string(home.zone.text($0)) } ?? .null,
            "roles": .object(
                dataset.schema.roles.sorted { $0.key < $1.key }
                    .map { .init($0.key, .string($0.value)) }),
            "events": .array(dataset.schema.events.sorted().map { .string($0) }),
            "properties": .array(
                dataset.schema.properties.map {
                    ["name": .string($0.name), "type": .string($0.type.rawValue)]
                }),
            "attributes": .array(
                dataset.schema.attributes.map { name in
                    let type = dataset.schema.attributeTypes[name] ?? .text
                    return ["name": .string(name), "type": .string(type.rawValue)]
                }),
        ]
    }
}
