import Definitions

/// Which row of a page table each value belongs to.
struct PageRows: Sendable {
    /// Row by the value's rank; the last element is for events without a value.
    let rowOfRank: [UInt32]
    /// What each row stands for.
    let pages: [BreakdownValue]

    var count: Int { pages.count }

    /// One row for each of these labels, then one for all others and one for no value.
    init(_ shown: [Int], of labels: PageLabels) {
        let other = UInt32(shown.count)
        var rowOfLabel = Array(repeating: other, count: labels.titles.count)
        for (row, label) in shown.enumerated() { rowOfLabel[label] = UInt32(row) }
        rowOfRank = labels.labelOfRank.map { rowOfLabel[$0] } + [other + 1]
        pages = shown.map { .value(labels.titles[$0]) } + [.other, BreakdownValue.none]
    }

    /// The row that stands for a page; nil where there is none.
    func row(of page: BreakdownValue) -> Int? {
        pages.firstIndex { candidate in
            switch (candidate, page) {
            case (.value(let left), .value(let right)): left.utf8.elementsEqual(right.utf8)
            case (.other, .other), (BreakdownValue.none, BreakdownValue.none): true
            default: false
            }
        }
    }
}
