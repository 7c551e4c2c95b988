package import Definitions

extension ExplainMembership.Answer {
    /// As the commands and the API show it; values of fields that `hides` names are null.
    package func json(
        in names: SegmentNames,
        hiding hides: (_ dataset: String, _ field: String) -> Bool = { _, _ in false }
    ) -> JSONValue {
        [
            "member": .boolean(isMember),
            "containers": .array(
                containers.map { container in
                    [
                        "subtract": .boolean(container.subtracts),
                        "holds": .boolean(container.holds),
                        "groups": .array(container.groups.map { $0.json(in: names, hides) }),
                    ]
                }),
            "segments": .array(
                parts.map { ["segment": .string($0.segment), "holds": .boolean($0.holds)] }),
        ]
    }
}

extension ExplainMembership.Group {
    fileprivate func json(
        in names: SegmentNames, _ hides: (_ dataset: String, _ field: String) -> Bool
    ) -> JSONValue {
        let hidden = fields.filter { hides(dataset, $0) }
        return [
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
                        zip(fields, row).map {
                            .init($0, hidden.contains($0) ? .null : $1?.json ?? .null)
                        })
                }),
            "masked": .array(hidden.map { .string($0) }),
        ]
    }
}
