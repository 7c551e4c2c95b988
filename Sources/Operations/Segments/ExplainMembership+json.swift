package import Definitions

extension ExplainMembership.Answer {
    /// As the commands and the API show it. `hidden`: fields by dataset whose values are personal data
    /// that the reader may not see; they are shown as `"•••"`.
    package func json(
        names: SegmentNames, hiding hidden: [String: Set<String>] = [:]
    ) -> JSONValue {
        [
            "member": .boolean(isMember),
            "containers": .array(
                containers.map { container in
                    [
                        "subtract": .boolean(container.subtracts),
                        "holds": .boolean(container.holds),
                        "groups": .array(
                            container.groups.map {
                                $0.json(names: names, hiding: hidden[$0.dataset] ?? [])
                            }),
                    ]
                }),
            "segments": .array(
                parts.map {
                    ["segment": .string($0.segment), "holds": .boolean($0.holds)]
                }),
        ]
    }
}

extension ExplainMembership.Group {
    fileprivate func json(names: SegmentNames, hiding hidden: Set<String>) -> JSONValue {
        [
            "dataset": .string(dataset), "exclude": .boolean(isExcluded),
            "holds": .boolean(holds),
            "conditions": .array(
                conditions.map {
                    [
                        "condition": .string($0.condition.described(in: names, dataset: dataset)),
                        "holds": .boolean($0.holds),
                    ]
                }),
            "rows": .array(
                rows.map { row in
                    .object(
                        zip(fields, row).map { field, value in
                            .init(
                                field, hidden.contains(field) ? "•••" : value?.json ?? .null)
                        })
                }),
        ]
    }
}

extension Catalogue {
    /// Fields with personal data, by table.
    package var personalFields: [String: Set<String>] {
        Dictionary(
            tables.map { table in
                (table.name, Set(table.fields.filter { $0.personalData != .none }.map(\.name)))
            }, uniquingKeysWith: { $0.union($1) })
    }
}
