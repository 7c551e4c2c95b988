import Columns
import Definitions

/// The properties of a dataset as an import leaves them, and where the plan's stand among them.
struct StoreLayout {
    let hasSequence: Bool
    let sessionGapMilliseconds: Int64
    /// Those that exist, then the new ones.
    let properties: [Manifest.Property]
    let shapes: [ValueShape]
    /// The index in `properties` of each property of the plan.
    let ofPlan: [Int]

    init(
        dataset: String, plan: IngestPlan, manifest: Manifest?
    ) throws(EventStoreError) {
        if let manifest { try Self.check(plan, against: manifest) }
        var properties = manifest?.properties ?? []
        var next = 0
        for property in properties {
            next = max(next, (Int(property.column.dropFirst()) ?? -1) + 1)
        }
        var ofPlan: [Int] = []
        for planned in plan.properties {
            if let index = properties.firstIndex(where: { $0.name == planned.name }) {
                guard !ofPlan.contains(index) else { throw .duplicateProperty(planned.name) }
                guard properties[index].type == planned.type else {
                    throw .propertyType(
                        dataset: dataset, property: planned.name,
                        existing: properties[index].type.rawValue, planned: planned.type.rawValue)
                }
                ofPlan.append(index)
            } else {
                ofPlan.append(properties.count)
                properties.append(
                    .init(
                        name: planned.name, type: planned.type, column: "p\(next)", dictionary: nil)
                )
                next += 1
            }
        }
        for (role, name) in plan.roles.sorted(by: { $0.key < $1.key })
        where !properties.contains(where: { $0.name == name }) {
            throw .unknownRoleProperty(role: role, property: name)
        }
        hasSequence = plan.hasSequence
        sessionGapMilliseconds = plan.sessionGapMilliseconds
        self.properties = properties
        self.ofPlan = ofPlan
        shapes = properties.map { ValueShape($0.type) }
    }

    private static func check(
        _ plan: IngestPlan, against manifest: Manifest
    ) throws(EventStoreError) {
        func same(_ what: String, _ existing: String, _ planned: String) throws(EventStoreError) {
            guard existing == planned else {
                throw .differentPlan(
                    dataset: manifest.dataset, what: what, existing: existing, planned: planned)
            }
        }
        try same("time zone", manifest.timezone, plan.timezone.name)
        try same(
            "session gap", "\(manifest.sessionGapMilliseconds) ms",
            "\(plan.sessionGapMilliseconds) ms")
        try same(
            "order of simultaneous events", manifest.hasSequence ? "by sequence" : "as given",
            plan.hasSequence ? "by sequence" : "as given")
    }
}
