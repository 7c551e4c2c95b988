import Definitions
import Hummingbird
import Operations

/// `GET /api/v1/datasets`: what there is to ask about.
struct Datasets {
    let configuration: Server.Configuration

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/datasets", right: .look, "The datasets that can be asked about.",
                answers: [.json(Self.list)], handle: list)
        ]
    }

    private static let list = Schema.object([.init("datasets", .list(.object([], open: true)))])

    @Sendable func list(_ request: Request, context: ServerContext) async throws -> Response {
        let datasets = try DescribeDatasets(home: configuration.home)()
        let catalogue = try await LoadCatalogue(
            home: configuration.home, metadata: configuration.metadata)().catalogue
        return .json([
            "datasets": .array(
                datasets.map {
                    DatasetEntry(dataset: $0, catalogue: catalogue).json(
                        in: configuration.home.zone)
                })
        ])
    }
}

/// A dataset with the labels that the catalogue has for its events, properties and attributes.
struct DatasetEntry {
    let dataset: DatasetSummary
    let catalogue: Catalogue

    private var schema: DatasetSchema { dataset.schema }
    private var table: CatalogueTable? { catalogue.table(schema.name) }

    func json(in zone: Zone) -> JSONValue {
        [
            "name": .string(schema.name),
            "event_count": .integer(Int64(dataset.eventCount)),
            "data_until": dataset.dataUntil.map { .string(zone.text($0)) } ?? .null,
            "roles": .object(
                schema.roles.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) }),
            "events": .array(schema.events.sorted().map { .string($0) }),
            "event_labels": Self.labels(of: eventField),
            "properties": .array(
                schema.properties.map { json($0.name, $0.type, table?.field($0.name)) }),
            "attributes": .array(
                schema.attributes.map {
                    json($0, schema.attributeTypes[$0] ?? .text, attributeField($0))
                }),
        ]
    }

    private func json(
        _ name: String, _ type: DatasetSchema.PropertyType, _ field: CatalogueField?
    ) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("name", .string(name)), .init("type", .string(type.rawValue)),
        ]
        guard let field else { return .object(members) }
        if !field.labels.isEmpty { members.append(.init("labels", field.labels.json)) }
        if !field.valueLabels.isEmpty {
            members.append(.init("value_labels", Self.labels(of: field)))
        }
        if field.isHidden { members.append(.init("hidden", .boolean(true))) }
        return .object(members)
    }

    private var eventField: CatalogueField? {
        table.flatMap { table in table.roles[.event].flatMap(table.field(ofColumn:)) }
    }

    /// Attributes come from the home's other tables.
    private func attributeField(_ name: String) -> CatalogueField? {
        catalogue.tables.filter { $0.source.isHome && $0.name != schema.name }
            .compactMap { $0.field(name) }.first
    }

    private static func labels(of field: CatalogueField?) -> JSONValue {
        .object(
            (field?.valueLabels ?? [:]).sorted { $0.key < $1.key }
                .map { .init($0.key, $0.value.json) })
    }
}
