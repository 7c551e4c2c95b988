import Attributes
import Definitions
import Jobs
import Metadata

/// What the rows of a delivery tell of their users.
///
///     let attributes = try await DeliveredAttributes(fields, space, showsPersonal: false)
///     attributes.value("grade", of: 17)   // "gold"; null where there is none, or it is not to be seen
struct DeliveredAttributes: Sendable {
    private var columns: [String: AttributeColumn] = [:]
    private var zone = Zone.utc

    /// No attribute.
    init() {}

    /// Throws where an attribute is gone. Cost: opens each attribute's column.
    init(
        _ fields: DeliveryFields, _ space: DeliverySpace, showsPersonal: Bool
    ) async throws {
        let wanted = fields.attributes
        guard !wanted.isEmpty else { return }
        zone = space.home.zone
        let catalogue = try await space.segments.catalogue()
        for (_, name) in wanted {
            guard let place = catalogue.attribute(name),
                let column = try space.home.column(place.field, of: place.table)
            else {
                throw JobFailure(
                    "There is no attribute '\(name)' any more.",
                    remedy:
                        "Take it out of the delivery's fields, or import it again; then start it "
                        + "again.")
            }
            if showsPersonal || !place.field.personalData.isMasked { columns[name] = column }
        }
    }

    /// Times with the project's offset.
    func value(_ name: String, of user: UInt32) -> JSONValue {
        guard let column = columns[name], let value = column.value(of: user) else { return .null }
        if column.type == .time, case .integer(let time) = value { return .string(zone.text(time)) }
        return value.json
    }
}

extension Home {
    /// Nil where the table has no such column.
    fileprivate func column(
        _ field: CatalogueField, of table: CatalogueTable
    ) throws -> AttributeColumn? {
        guard case .attributes(let name) = table.source else { return nil }
        let stored = try AttributeTable(home: path, name: name)
        guard stored.attributes.contains(where: { $0.name == field.column }) else { return nil }
        return try stored.column(field.column)
    }
}

extension DeliverySpace {
    /// Whether a person of this name may see personal data; whoever is no user may not.
    func seesPersonalData(_ name: String) async throws(MetadataError) -> Bool {
        try await metadata.users().contains { user in
            user.name == name && !user.isDisabled && user.role.rights.contains(.seePersonalData)
        }
    }

    /// The fields of a delivery that hold what is masked for whoever may not see personal data.
    func personalFields(of delivery: DeliveryRecord) async throws -> [String] {
        let wanted = try DeliveryFields(JSONReader(delivery.fields)).attributes
        guard !wanted.isEmpty else { return [] }
        let catalogue = try await segments.catalogue()
        return wanted.filter {
            catalogue.attribute($0.attribute)?.field.personalData.isMasked ?? false
        }
        .map(\.field)
    }
}
