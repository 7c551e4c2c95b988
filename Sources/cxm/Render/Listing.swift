import Definitions

/// Rows under titles, for people, for programs and for spreadsheets.
///
///     Listing(["id", "name"], rows, json: .array(…)).text(format)
struct Listing {
    struct Column {
        let title: String
        var isNumber = false
    }

    let columns: [Column]
    let rows: [[String]]
    let json: JSONValue
    /// Said in place of the table where there are no rows.
    var empty = "Nothing there."
    /// Above the table.
    var heading = ""
    /// Below the table.
    var footer = ""

    private static let widest = 48

    func text(_ format: OutputFormat) -> String {
        switch format {
        case .json: json.rendered(pretty: true) + "\n"
        case .csv: CSVLine.text(columns.map(\.title)) + rows.map(CSVLine.text).joined()
        case .table: table
        }
    }

    private var table: String {
        guard !rows.isEmpty else { return heading + empty + "\n" + footer }
        let cells = ([columns.map(\.title)] + rows).map { row in
            row.map { TextWidth.cut($0, to: Self.widest) }
        }
        let widths = columns.indices.map { column in
            cells.reduce(0) { max($0, TextWidth.of($1[column])) }
        }
        let lines = cells.map { row in
            let padded = columns.indices.map { column in
                TextWidth.padded(
                    row[column], to: widths[column], leading: columns[column].isNumber)
            }
            return Self.trimmed(padded.joined(separator: "  ")) + "\n"
        }
        return heading + lines.joined() + footer
    }

    private static func trimmed(_ line: String) -> String {
        var line = Substring(line)
        while line.last == " " { line.removeLast() }
        return String(line)
    }
}

extension Listing.Column: ExpressibleByStringLiteral {
    init(stringLiteral title: String) { self.init(title: title) }

    static func number(_ title: String) -> Listing.Column { .init(title: title, isNumber: true) }
}
