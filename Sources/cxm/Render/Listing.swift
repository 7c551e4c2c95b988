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

    func text(_ format: OutputFormat) -> String {
        switch format {
        case .json: json.rendered(pretty: true) + "\n"
        case .csv: CSVLine.text(columns.map(\.title)) + rows.map(CSVLine.text).joined()
        case .table: table
        }
    }

    private var table: String {
        guard !rows.isEmpty else { return heading + empty + "\n" + footer }
        var grid = TextGrid(
            columns.map(\.title), numbers: Set(columns.indices.filter { columns[$0].isNumber }))
        for row in rows { grid.add(row) }
        return heading + grid.text + footer
    }
}

extension Listing.Column: ExpressibleByStringLiteral {
    init(stringLiteral title: String) { self.init(title: title) }

    static func number(_ title: String) -> Listing.Column { .init(title: title, isNumber: true) }
}
