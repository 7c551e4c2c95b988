package import Definitions
import Metadata
import Segments

extension OverlapSegments.Answer {
    /// As the commands and the API show it; `names` in the order of the segments.
    package func json(names: [String]) -> JSONValue {
        let ids = snapshots.map { JSONValue.string(String($0.segment)) }
        return [
            "segments": .array(
                zip(names, snapshots).map { name, snapshot in
                    [
                        "id": .string(String(snapshot.segment)), "name": .string(name),
                        "snapshot": snapshot.json,
                    ]
                }),
            "union": .count(overlap.union),
            "regions": overlap.regions.map { regions in
                .array(
                    regions.map { region in
                        [
                            "only_in": .array(region.sets.map { .string(names[$0]) }),
                            "ids": .array(region.sets.map { ids[$0] }),
                            "users": .count(region.users),
                        ]
                    })
            } ?? .null,
            "pairs": .array(overlap.pairs.map { $0.json(names, ids) }),
        ]
    }
}

extension SegmentOverlap.Pair {
    fileprivate func json(_ names: [String], _ ids: [JSONValue]) -> JSONValue {
        func share(_ share: Double?) -> JSONValue { share.map { .number($0) } ?? .null }
        return [
            "first": .string(names[first]), "second": .string(names[second]),
            "first_id": ids[first], "second_id": ids[second], "both": .count(both),
            "either": .count(either), "jaccard": share(jaccard),
            "first_in_second": share(firstInSecond), "second_in_first": share(secondInFirst),
        ]
    }
}
