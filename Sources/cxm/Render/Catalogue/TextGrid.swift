/// Rows of cells in columns of even width; numbers stand on the right.
///
///     table    label  rows
///     members  회원     60
struct TextGrid {
    private let titles: [String]
    private let numbers: Set<Int>
    private var rows: [[String]] = []

    private static let widthLimit = 60

    /// `numbers`: the columns that hold numbers.
    init(_ titles: [String], numbers: Set<Int> = []) {
        self.titles = titles
        self.numbers = numbers
    }

    mutating func add(_ cells: [String]) {
        // Sentences that stand alone are read whole.
        rows.append(
            cells.count == 1 ? cells : cells.map { TextWidth.cut($0, to: Self.widthLimit) })
    }

    /// One line a row; nothing where there is none.
    var text: String {
        guard !rows.isEmpty else { return "" }
        let all = [titles] + rows
        let widths = titles.indices.map { column in
            all.map { TextWidth.of($0[column]) }.max() ?? 0
        }
        return all.map { row in
            var line = ""
            for (column, cell) in row.enumerated() {
                if column > 0 { line += "  " }
                line += TextWidth.padded(
                    cell, to: widths[column], leading: numbers.contains(column))
            }
            while line.last == " " { line.removeLast() }
            return line + "\n"
        }.joined()
    }
}
