package import Definitions
package import EventStore
import Warehouses

/// The events of a dataset as one SQL relation over the files that they came from.
///
///     let relation = try SourceRelation(manifest)
///     // SELECT … FROM \(relation.query): user, time_ms, event, sequence, and the properties
///
/// It reads with the SELECT of the import, from each source the days that later imports have not
/// replaced. Cost: looks at each file's size and time.
package struct SourceRelation: Hashable, Sendable {
    package static let user = "cxm_user"
    package static let time = "cxm_time"
    package static let event = "cxm_event"
    package static let sequence = "cxm_sequence"

    /// A SELECT; its places are in the order of its values.
    package let query: SQLFragment
    package let properties: [DatasetSchema.Property]
    package let hasSequence: Bool

    /// The column of a property: `p0`, `p1`, … in the manifest's order.
    package func column(of property: String) -> String? {
        properties.firstIndex { $0.name == property }.map { "p\($0)" }
    }

    /// Throws where a file has changed since it was imported.
    package init(_ manifest: Manifest) throws {
        properties = manifest.properties.map { .init($0.name, $0.type) }
        hasSequence = manifest.hasSequence
        let zone = try Zone(manifest.timezone)
        var selects: [(SQLFragment, ImportSource, [ResolvedRange])] = []
        for json in manifest.sources {
            guard let source = try? ImportSource(JSONReader(json)) else {
                throw OperationError.sourceUnknown(dataset: manifest.dataset)
            }
            let days = try Self.days(json, zone)
            for file in source.files where !file.columns.isEmpty {
                guard (try? file.isUnchanged()) == true else {
                    throw OperationError.sourceChanged(file.path, dataset: manifest.dataset)
                }
                let select = EventSelect(source: source, file: file).readableRows()
                selects.append((select, source, days))
            }
        }
        guard !selects.isEmpty else {
            throw OperationError.sourceUnknown(dataset: manifest.dataset)
        }
        let shape = Shape(properties: properties, hasSequence: hasSequence)
        query = .joined(selects.map { shape.part($0.0, $0.1, $0.2) }, by: "\nUNION ALL\n")
    }

    /// The instants of a source's days, neighbours joined.
    private static func days(_ source: JSONValue, _ zone: Zone) throws -> [ResolvedRange] {
        var ranges: [ResolvedRange] = []
        for day in try JSONReader(source).member("days").array() {
            guard let first = Moment(try day.string())?.instant(in: zone) else { continue }
            let next = CivilDate(daysSinceEpoch: zone.date(of: first).daysSinceEpoch + 1)
            let end = zone.start(of: next)
            if let last = ranges.last, last.to == first {
                ranges[ranges.count - 1] = ResolvedRange(from: last.from, to: end)
            } else {
                ranges.append(ResolvedRange(from: first, to: end))
            }
        }
        return ranges
    }
}

/// The columns that every part of a relation gives.
private struct Shape {
    let properties: [DatasetSchema.Property]
    let hasSequence: Bool

    func part(
        _ select: SQLFragment, _ source: ImportSource, _ days: [ResolvedRange]
    ) -> SQLFragment {
        var columns: [SQLFragment] = ["cxm_user", "cxm_time", "cxm_event"]
        if hasSequence { columns.append("cxm_sequence") }
        for (index, property) in properties.enumerated() {
            let place = source.properties.firstIndex { $0.name == property.name }
            let value: SQLFragment =
                if let place {
                    "\(name: "p\(place)")"
                } else {
                    "CAST(NULL AS \(SQLFragment(sql: property.type.sqlType)))"
                }
            columns.append("\(value) AS \(name: "p\(index)")")
        }
        let within = days.map { day -> SQLFragment in
            """
            (cxm_time >= \(value: .integer(day.from)) AND cxm_time < \(value: .integer(day.to)))
            """
        }
        return """
            SELECT \(.joined(columns, by: ", ")) FROM (\(select)) \
            WHERE \(.joined(within, by: " OR "))
            """
    }
}
