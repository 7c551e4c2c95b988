import Definitions
import Metadata
import Operations
import Segments

/// How segments overlap: every region that has users, largest first; pairs where there are too many
/// regions.
struct OverlapListing {
    let names: [String]
    let answer: OverlapSegments.Answer

    var listing: Listing {
        answer.overlap.regions.map(regions) ?? pairs
    }

    private func regions(_ regions: [SegmentOverlap.Region]) -> Listing {
        Listing(
            columns: ["only in", .number("users"), .number("of all")],
            rows: regions.map { region in
                [
                    region.sets.map { names[$0] }.joined(separator: " & "),
                    Grouped.text(region.users), share(region.users),
                ]
            }, json: json, empty: "No users.", heading: heading)
    }

    private var pairs: Listing {
        Listing(
            columns: ["first", "second", .number("both"), .number("Jaccard")],
            rows: answer.overlap.pairs.map { pair in
                [
                    names[pair.first], names[pair.second], Grouped.text(pair.both),
                    pair.jaccard.map(Grouped.percent) ?? "",
                ]
            }, json: json, heading: heading)
    }

    private var heading: String {
        zip(names, answer.snapshots).map { name, snapshot in
            "\(name): \(Grouped.count(snapshot.size, "user")) on \(snapshot.dataDate)\n"
        }.joined() + "together: \(Grouped.count(answer.overlap.union, "user"))\n\n"
    }

    private func share(_ users: Int) -> String {
        answer.overlap.union == 0
            ? "" : Grouped.percent(Double(users) / Double(answer.overlap.union))
    }

    private var json: JSONValue {
        [
            "segments": .array(
                zip(names, answer.snapshots).map { ["name": .string($0), "snapshot": $1.json] }),
            "union": .count(answer.overlap.union),
            "regions": answer.overlap.regions.map { regions in
                .array(
                    regions.map {
                        [
                            "only_in": .array($0.sets.map { .string(names[$0]) }),
                            "users": .count($0.users),
                        ]
                    })
            } ?? .null,
            "pairs": .array(
                answer.overlap.pairs.map {
                    [
                        "first": .string(names[$0.first]), "second": .string(names[$0.second]),
                        "both": .count($0.both), "either": .count($0.either),
                        "jaccard": $0.jaccard.map { .number($0) } ?? .null,
                    ]
                }),
        ]
    }
}
