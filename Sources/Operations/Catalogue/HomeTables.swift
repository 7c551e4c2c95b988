import Attributes
import Definitions
import EventStore

/// The home's own datasets and attribute tables as tables of the catalogue, fields from their schemas.
///
/// Names that do not come from a schema begin with `cxm_`: the user, and of events the time, the event
/// and the sequence. Cost: reads manifests.
package struct HomeTables: Sendable {
    package static let userColumn = "cxm_user"
    package static let timeColumn = "cxm_time"
    package static let eventColumn = "cxm_event"
    package static let sequenceColumn = "cxm_sequence"

    let home: Home

    /// Datasets by name, then tables of attributes by name; a name that is taken gets an ending.
    func callAsFunction(taken: Set<String>) throws -> [CatalogueTable] {
        var taken = taken
        func free(_ name: String, _ ending: String) -> String {
            var name = name
            while !taken.insert(name).inserted { name += ending }
            return name
        }
        var tables: [CatalogueTable] = []
        for name in home.datasets {
            let manifest = try Manifest(
                readingFrom: EventDataset.folder(home: home.path, name: name))
            tables.append(Self.table(of: manifest, name: free(name, "_events")))
        }
        for name in AttributeTable.names(home: home.path) {
            let table = try AttributeTable(home: home.path, name: name)
            tables.append(
                CatalogueTable(
                    name: free(name, "_attributes"), source: .attributes(name),
                    userKey: Self.userColumn,
                    fields: table.attributes.map { CatalogueField(name: $0.name, type: $0.type) }))
        }
        return tables
    }

    private static func table(of manifest: Manifest, name: String) -> CatalogueTable {
        var roles: [CatalogueTable.Role: String] = [.time: timeColumn, .event: eventColumn]
        if manifest.hasSequence { roles[.sequence] = sequenceColumn }
        for (role, property) in manifest.roles {
            if let role = CatalogueTable.Role(rawValue: role) { roles[role] = property }
        }
        let properties = manifest.properties.map { CatalogueField(name: $0.name, type: $0.type) }
        var taken = Set(properties.map { $0.name.lowercased() })
        func free(_ name: String) -> String {
            var name = name
            while !taken.insert(name).inserted { name = "cxm_" + name }
            return name
        }
        let own = [
            CatalogueField(name: free("event"), column: eventColumn, type: .text),
            CatalogueField(name: free("time"), column: timeColumn, type: .time),
        ]
        return CatalogueTable(
            name: name, source: .events(manifest.dataset), userKey: userColumn, roles: roles,
            fields: own + properties)
    }
}
