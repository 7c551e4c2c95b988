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
        return .json(["datasets": .array(datasets.map { Self.json($0, home.zone) })])
    }

    static func json(_ dataset: DatasetSummary, _ zone: Zone) -> JSONValue {
        [
            "name": .string(dataset.schema.name),
            "event_count": .integer(Int64(dataset.eventCount)),
            "data_until": dataset.dataUntil.map { .string(zone.text($0)) } ?? .null,
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
