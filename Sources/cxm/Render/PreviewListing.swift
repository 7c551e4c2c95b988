import Bitmaps
import Definitions
import Operations
import Segments

/// A preview, level by level: what each filter keeps, each group, container and the whole.
///
///     container 1                      12,400
///       group members                  20,000
///         gender is “F”                26,100
struct PreviewListing {
    let answer: PreviewSegment.Answer
    let names: SegmentNames

    var listing: Listing {
        var rows: [[String]] = []
        for (index, container) in answer.containers.enumerated() {
            rows.append(
                row(
                    "container \(index + 1)" + (container.subtracts ? ", taken away" : ""), 0,
                    container.counts.count))
            for group in container.groups {
                let unit = group.key.map { " (\($0)s)" } ?? ""
                rows.append(
                    row(
                        group.dataset + unit + (group.isExcluded ? ", excluded" : ""), 1,
                        group.count))
                for step in group.steps {
                    rows.append(row(words(step.condition, of: group.dataset), 2, step.count))
                }
            }
        }
        rows.append(row("segment", 0, answer.users.count))
        return Listing(
            columns: ["part", .number("count"), .number("of all")], rows: rows,
            json: answer.json(in: names),
            heading:
                "as of \(answer.dataDate), \(Grouped.count(answer.population, "user")) in all\n\n",
            footer: lost + unprepared)
    }

    private func row(_ words: String, _ depth: Int, _ count: Int) -> [String] {
        [
            String(repeating: "  ", count: depth) + words, Grouped.text(count),
            answer.population == 0
                ? "" : Grouped.percent(Double(count) / Double(answer.population)),
        ]
    }

    private func words(
        _ condition: PreviewSegment.Step.Condition, of dataset: String
    ) -> String {
        condition.described(in: names, dataset: dataset)
    }

    private var lost: String {
        answer.rowsWithoutKey.sorted { $0.key < $1.key }.map {
            "\n\(Grouped.count($0.value, "row")) of \($0.key) without a key "
                + "\($0.value == 1 ? "is" : "are") left out.\n"
        }.joined()
    }

    private var unprepared: String {
        answer.unprepared.map {
            "\n\($0) is not prepared, so its warehouse was asked; quicker after: "
                + "cxm catalogue prepare \($0)\n"
        }.joined()
    }
}
