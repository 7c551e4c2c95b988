import Bitmaps
package import Definitions
import Segments

extension PreviewSegment.Answer {
    /// As the commands and the API show it: what each filter keeps, each group, container and the whole.
    ///
    ///     {"data_date": "2026-10-31", "users": 1200, "population": 50000, "containers": […]}
    package func json(in names: SegmentNames) -> JSONValue {
        [
            "data_date": .string(dataDate), "users": .count(users.count),
            "population": .count(population),
            "containers": .array(containers.map { $0.json(in: names) }),
            "rows_without_key": .object(
                rowsWithoutKey.sorted { $0.key < $1.key }.map { .init($0.key, .count($0.value)) }),
            "unprepared": .array(unprepared.map { .string($0) }),
        ]
    }
}

extension PreviewSegment.Container {
    fileprivate func json(in names: SegmentNames) -> JSONValue {
        [
            "subtract": .boolean(subtracts), "users": .count(counts.count),
            "total": .count(counts.total), "gain": .count(counts.gain),
            "unique": .count(counts.unique),
            "groups": .array(groups.map { $0.json(in: names) }),
        ]
    }
}

extension PreviewSegment.Group {
    fileprivate func json(in names: SegmentNames) -> JSONValue {
        [
            "dataset": .string(dataset), "key": .text(key), "exclude": .boolean(isExcluded),
            "count": .count(count),
            "steps": .array(
                steps.map { step in
                    [
                        "kind": .string(step.condition.kind),
                        "condition": .string(step.condition.described(in: names, dataset: dataset)),
                        "count": .count(step.count),
                    ]
                }),
        ]
    }
}

extension PreviewSegment.Step.Condition {
    /// `any_row`, `range`, `filter` or `having`.
    package var kind: String {
        switch self {
        case .filter: "filter"
        case .range: "range"
        case .having: "having"
        case .anyRow: "any_row"
        }
    }
}
