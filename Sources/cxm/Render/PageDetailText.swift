import Definitions

/// The lists of a detail for a terminal, below the page table.
///
///     /home: views 300, visitors 120, entries 110, exits 90, clicks 12
///
///     page before  views  visitors
///     /search         80        60
///     (entry)        110       100
struct PageDetailText {
    let result: PagesResult
    let detail: PageDetail

    private static let labelLimit = 60

    var text: String {
        let tally = detail.tally
        let heading =
            "\(result.pages.detail?.row ?? ""): views \(Grouped.text(tally.views)), "
            + "visitors \(Grouped.text(tally.visitors)), entries \(Grouped.text(tally.entries)), "
            + "exits \(Grouped.text(tally.exits)), clicks \(Grouped.text(tally.clicks))\n"
        let tables = detail.parts.filter { !$0.rows.isEmpty }.map(table)
        return ([heading] + tables).joined(separator: "\n")
    }

    private func table(of part: PageDetail.Part) -> String {
        let header = [title(of: part.list), part.list.countName, part.list.userName]
        let rows = part.rows.map { row in
            [
                TextWidth.cut(result.title(of: row.value, in: part.list), to: Self.labelLimit),
                Grouped.text(row.count), Grouped.text(row.users),
            ]
        }
        return TextTable.lines([header] + rows)
    }

    /// What a list is called: by its name, and by the property that it counts.
    private func title(of list: PageDetail.List) -> String {
        switch list {
        case .elements: "clicked element"
        case .previous: "page before"
        case .next: "page after"
        case .entriesFrom: "sessions began at"
        case .exitsTo: "sessions ended at"
        case .trend: result.pages.detail?.period.rawValue ?? ""
        case .viewed(let index): "\(subject(index)) viewed"
        case .clicked(let index): "\(subject(index)) clicked"
        }
    }

    private func subject(_ index: Int) -> String {
        guard result.subjects.indices.contains(index) else { return "" }
        return switch result.subjects[index] {
        case .page: "page"
        case .category: "category"
        case .property(let name): name
        }
    }
}

/// Columns of text: names on the left, numbers on the right.
enum TextTable {
    static func lines(_ rows: [[String]]) -> String {
        let widths = rows[0].indices.map { column in
            rows.map { TextWidth.of($0[column]) }.max() ?? 0
        }
        return rows.map { row in
            row.enumerated().map { column, text in
                TextWidth.padded(text, to: widths[column], leading: column > 0)
            }.joined(separator: "  ") + "\n"
        }.joined()
    }
}
