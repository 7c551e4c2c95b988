package import Definitions

/// What stands at the end of an export, so that whoever reads it knows it whole.
package struct ExportTrailer: Hashable, Sendable {
    package let rows: Int
    /// Of all bytes before the trailer, in hexadecimal digits.
    package let sha256: String
    package let snapshot: Int64
    package let dataDate: String
    /// Where the rest begins; nil: there is none.
    package let next: String?

    package var json: JSONValue {
        [
            "rows": .integer(Int64(rows)), "sha256": .string(sha256),
            "snapshot": .string(String(snapshot)), "data_date": .string(dataDate),
            "next": .text(next),
        ]
    }

    /// The last line of a text: of NDJSON an object with the one member `trailer`, of CSV a line that
    /// begins with `#`, as no row does.
    func line(_ format: ExportFormat) -> [UInt8] {
        let text =
            format == .csv
            ? "#" + json.rendered() : (["trailer": json] as JSONValue).rendered()
        return Array((text + "\n").utf8)
    }
}
