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
            }, json: answer.json(names: names), empty: "No users.", heading: heading)
    }

    private var pairs: Listing {
        Listing(
            columns: ["first", "second", .number("both"), .number("Jaccard")],
            rows: answer.overlap.pairs.map { pair in
                [
                    names[pair.first], names[pair.second], Grouped.text(pair.both),
                    pair.jaccard.map(Grouped.percent) ?? "",
                ]
            }, json: answer.json(names: names), heading: heading)
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
}
