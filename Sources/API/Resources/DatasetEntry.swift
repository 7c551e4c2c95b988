import Definitions
import Operations

/// A dataset with the labels that the catalogue has for its events, properties and attributes.
struct DatasetEntry {
    let dataset: DatasetSummary
    let catalogue: Catalogue

    private var schema: DatasetSchema { dataset.schema }
    private var table: CatalogueTable? { catalogue.table(ofEvents: schema.name) }

    func json(in zone: Zone) -> JSONValue {
        Datasets.json(dataset, zone).with([
            .init("events", .array(schema.events.sorted().map { .string($0) })),
            .init("event_labels", Self.labels(of: eventField)),
            .init(
                "properties",
                .array(
                    schema.properties.map {
                        json($0.name, $0.type, table?.field(ofColumn: $0.name))
                    })),
            .init("attributes", .array(schema.attributes.map(attribute))),
        ])
    }

    private func attribute(_ name: String) -> JSONValue {
        let place = catalogue.attribute(name)
        return json(name, schema.attributeTypes[name] ?? .text, place?.field).with([
            .init("table", .text(place?.table.name)), .init("field", .text(place?.field.name)),
        ])
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

    private static func labels(of field: CatalogueField?) -> JSONValue {
        .object(
            (field?.valueLabels ?? [:]).sorted { $0.key < $1.key }
                .map { .init($0.key, $0.value.json) })
    }
}
