import Definitions
import EventStore

/// An import as somebody asks for it from afar, its files named as the import folder has them.
///
///     {"kind": "events", "dataset": "app", "files": ["logs/2026-10-*.csv.gz"],
///      "mapping": {"user": "member_id", "time": "time", "event": "event", "properties": "all"}}
package enum ImportOrder: Hashable, Sendable {
    case events(ImportRequest)
    case attributes(TableRequest)

    package enum Kind: String, CaseIterable, Sendable {
        case events, attributes
    }

    package static let fileLimit = 1000

    package var kind: Kind {
        switch self {
        case .events: .events
        case .attributes: .attributes
        }
    }

    package var dataset: String {
        switch self {
        case .events(let request): request.dataset
        case .attributes(let request): request.table
        }
    }

    /// Names and patterns.
    package var files: [String] {
        switch self {
        case .events(let request): request.files
        case .attributes(let request): request.files
        }
    }

    var types: [String: DatasetSchema.PropertyType] {
        switch self {
        case .events(let request): request.types
        case .attributes(let request): request.types
        }
    }

    /// The columns that the files must have, with the places that name them.
    var columns: [(pointer: String, column: String)] {
        switch self {
        case .events(let request): request.mapping.places
        case .attributes(let request): request.places
        }
    }
}

extension ColumnMapping {
    fileprivate var places: [(pointer: String, column: String)] {
        var places = [("/mapping/user", user), ("/mapping/time", time), ("/mapping/event", event)]
        if let sequence { places.append(("/mapping/sequence", sequence)) }
        for (role, column) in roles.sorted(by: { $0.key < $1.key }) {
            places.append(("/mapping/" + role, column))
        }
        return places + properties.places("/mapping/properties")
    }
}

extension TableRequest {
    fileprivate var places: [(pointer: String, column: String)] {
        var places = [("/mapping/user", user)]
        if let time { places.append(("/mapping/time", time)) }
        return places + columns.places("/mapping/columns")
    }
}

extension ColumnMapping.Properties {
    fileprivate func places(_ pointer: String) -> [(pointer: String, column: String)] {
        guard case .named(let names) = self else { return [] }
        return names.enumerated().map { ("\(pointer)/\($0.offset)", $0.element) }
    }
}
