import Definitions
import Hummingbird
import Metadata
import Operations

/// `/datasets/{dataset}`: events and properties with labels and counts, for pickers.
struct DatasetDetails {
    let configuration: Server.Configuration

    private static let dataset = Parameter.path("dataset", .text, "The dataset's name.")
    private static let property = Parameter.path("property", .text, "The property's name.")

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/datasets/{dataset}", right: .look,
                "A dataset: its events with labels and counts, properties and attributes with labels.",
                parameters: [Self.dataset], answers: [.json(.object([], open: true))], handle: show),
            Endpoint(
                .get, "/datasets/{dataset}/properties/{property}/values", right: .look,
                "A property's values with labels and counts; those of personal data are masked.",
                parameters: [
                    Self.dataset, Self.property,
                    .query("prefix", .text, "How values or labels begin; also ㅅㅂ for 성별."),
                    .query("limit", .whole(1...1000), "How many; 50 without it."),
                ], answers: [.json(CatalogueSchemas.values)], handle: values),
        ]
    }

    @Sendable func show(_ request: Request, context: ServerContext) async throws -> Response {
        let name = try Inputs(request, context).required("dataset")
        let space = try context.space(configuration)
        let table = try await table(name, space)
        guard
            let summary = try DescribeDatasets(home: space.home)().first(where: {
                $0.schema.name == name
            })
        else { throw Problem.noSuch("dataset", name, parameter: "dataset") }
        return .json(
            Datasets.json(summary, space.home.zone)
                .with([
                    .init("table", .string(table.name)), .init("labels", table.labels.json),
                    .init("events", try await events(table, space)),
                    .init("properties", properties(summary, table)),
                    .init("attributes", attributes(summary, try await space.catalogue())),
                ]))
    }

    /// The most frequent first.
    private func events(_ table: CatalogueTable, _ space: SegmentSpace) async throws -> JSONValue {
        guard let field = table.roles[.event].flatMap({ table.field(ofColumn: $0) }) else {
            return .array([])
        }
        let answer = try await FieldValues(space.context, cache: configuration.values)(
            table.name, field: field.name, limit: 10_000, showsPersonal: true)
        return .array(
            answer.values.map {
                [
                    "name": .string($0.text), "labels": $0.labels.json, "count": .count($0.count),
                ]
            })
    }

    private func properties(_ summary: DatasetSummary, _ table: CatalogueTable) -> JSONValue {
        .array(
            summary.schema.properties.map { property in
                let field = table.field(ofColumn: property.name)
                return [
                    "name": .string(property.name), "type": .string(property.type.rawValue),
                    "labels": (field?.labels ?? .init()).json,
                    "personal_data": .string((field?.personalData ?? .none).rawValue),
                    "hidden": .boolean(field?.isHidden ?? false),
                ]
            })
    }

    private func attributes(_ summary: DatasetSummary, _ catalogue: Catalogue) -> JSONValue {
        .array(
            summary.schema.attributes.map { name in
                let place = catalogue.attribute(name)
                return [
                    "name": .string(name),
                    "type": .string((summary.schema.attributeTypes[name] ?? .text).rawValue),
                    "labels": (place?.field.labels ?? .init()).json,
                    "table": .text(place?.table.name), "field": .text(place?.field.name),
                ]
            })
    }

    @Sendable func values(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let space = try context.space(configuration)
        let table = try await table(inputs.required("dataset"), space)
        let property = try inputs.required("property")
        let field = table.field(ofColumn: property)?.name ?? property
        return .json(
            try await FieldValuesQuery(inputs).answer(
                table, field: field, space, configuration, context))
    }

    private func table(_ dataset: String, _ space: SegmentSpace) async throws -> CatalogueTable {
        guard let table = try await space.catalogue().table(ofEvents: dataset) else {
            throw Problem.noSuch("dataset", dataset, parameter: "dataset")
        }
        return table
    }
}
