import Operations

/// What an import says of the rows that it left out.
struct RejectsText {
    let rejects: Rejects

    init(_ rejects: Rejects) {
        self.rejects = rejects
    }

    var lines: [String] {
        guard let path = rejects.path else { return [] }
        let reasons = rejects.counts.sorted {
            ($0.value, $1.key.rawValue) > ($1.value, $0.key.rawValue)
        }
        .map { "\(Grouped.text($0.value)) with \($0.key.rawValue)" }
        var lines = [
            "Left out \(Grouped.count(rejects.total, "row")): \(reasons.joined(separator: ", ")). "
                + "All are in \(path); the first:"
        ]
        lines += rejects.first.map { row in
            let detail = row.detail.map { " (\($0))" } ?? ""
            let start = row.row.split(whereSeparator: \.isNewline).first?.prefix(100) ?? ""
            return "  \(row.file):\(row.line): \(row.reason.rawValue)\(detail): \(start)"
        }
        return lines
    }
}
