import Definitions

/// The rows into which one series is split: the whole, the shown values, `(other)`, `(none)`.
struct TrendRows: Sendable {
    /// The row of the whole series.
    static let whole = 0

    let isSplit: Bool
    /// The ranks of the shown values, in the order of their rows.
    let shown: [UInt32]
    /// Row by rank, for the ranks of values.
    private let rowOfRank: [Int32]

    /// Without a breakdown there is only the whole.
    init() {
        isSplit = false
        shown = []
        rowOfRank = []
    }

    /// The values with the most events, the smaller value first where they have as many.
    init(eventsByRank: [Int], limit: Int) {
        let ranks = eventsByRank.indices.filter { eventsByRank[$0] > 0 }.sorted {
            (-eventsByRank[$0], $0) < (-eventsByRank[$1], $1)
        }
        let shown = ranks.prefix(limit).map { UInt32($0) }
        var rows = Array(repeating: Int32(shown.count + 1), count: eventsByRank.count)
        for (index, rank) in shown.enumerated() { rows[Int(rank)] = Int32(index + 1) }
        isSplit = true
        self.shown = shown
        rowOfRank = rows
    }

    var count: Int { isSplit ? shown.count + 3 : 1 }
    var other: Int { shown.count + 1 }
    var none: Int { shown.count + 2 }

    func row(of rank: UInt32) -> Int {
        Int(rank) < rowOfRank.count ? Int(rowOfRank[Int(rank)]) : none
    }

    /// The row of a breakdown value (nil: the whole); nil where the value is not shown.
    func row(of value: BreakdownValue?, _ source: BreakdownSource?) -> Int? {
        switch value {
        case nil: Self.whole
        case .other: other
        case .none?: none
        case .value(let text):
            // By bytes, as values are told apart.
            shown.firstIndex { source?.value($0).title.utf8.elementsEqual(text.utf8) ?? false }
                .map { $0 + 1 }
        }
    }

    /// What a row after the whole is called.
    func value(ofRow row: Int, _ source: BreakdownSource) -> BreakdownValue {
        if row == other { return .other }
        return row == none ? BreakdownValue.none : source.value(shown[row - 1])
    }
}
