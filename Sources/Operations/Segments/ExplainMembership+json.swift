package import Definitions

extension ExplainMembership.Answer {
    /// As the commands and the API show it.
    package func json(names: SegmentNames) -> JSONValue {
        [
            "member": .boolean(isMember),
            "containers": .array(
                containers.map { container in
                    [
                        "subtract": .boolean(container.subtracts),
                        "holds": .boolean(container.holds),
                        "groups": .array(container.groups.map { $0.json(names: names) }),
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
    fileprivate func json(names: SegmentNames) -> JSONValue {
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
                        zip(fields, row).map { .init($0, $1?.json ?? .null) })
                }),
        ]
    }
}
