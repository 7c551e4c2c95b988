import Definitions
import Operations

/// Why a user is in a segment or not, level by level.
struct WhyListing {
    let answer: ExplainMembership.Answer
    let names: SegmentNames

    func listing(user: String, segment: String) -> Listing {
        var rows: [[String]] = []
        for (index, container) in answer.containers.enumerated() {
            rows.append([
                "container \(index + 1)" + (container.subtracts ? ", taken away" : ""),
                mark(container.holds), "",
            ])
            for group in container.groups {
                rows.append([
                    "  " + group.dataset + (group.isExcluded ? ", excluded" : ""),
                    mark(group.holds), "",
                ])
                for condition in group.conditions {
                    rows.append([
                        "    " + condition.condition.described(in: names, dataset: group.dataset),
                        mark(condition.holds), values(condition.condition, of: group),
                    ])
                }
            }
        }
        rows += answer.parts.map { ["segment \($0.segment)", mark($0.holds), ""] }
        return Listing(
            columns: ["part", "holds", "the user's values"], rows: rows,
            json: answer.json(names: names), empty: "",
            heading: "\(user) is \(answer.isMember ? "" : "not ")in \(segment)\n\n")
    }

    private func mark(_ holds: Bool) -> String { holds ? "yes" : "no" }

    /// The values of the fields that a condition is about, row by row.
    private func values(
        _ condition: PreviewSegment.Step.Condition, of group: ExplainMembership.Group
    ) -> String {
        let fields =
            switch condition {
            case .filter(let filter): filter.properties
            case .range: ["time"]
            case .having(let conditions): conditions.compactMap(\.field)
            case .anyRow: [String]()
            }
        let places = fields.compactMap { group.fields.firstIndex(of: $0) }
        guard !places.isEmpty else { return "" }
        guard !group.rows.isEmpty else { return "no row" }
        let texts = group.rows.map { row in
            places.map { row[$0]?.words ?? "none" }.joined(separator: "/")
        }
        var seen: Set<String> = []
        return texts.filter { seen.insert($0).inserted }.joined(separator: ", ")
    }
}
