/// How texts are written one after another: as lines of JSON, as lines of CSV, or with their lengths.
///
///     TextForm(.json, before: "{\"user\":\"", after: "\"}\n")   // {"user":"ann"}
package struct TextForm: Sendable {
    package enum Style: Sendable {
        /// What JSON needs is escaped; the quotes stand in `before` and `after`.
        case json
        /// In quotes where RFC 4180 needs them, or where the text begins with `#`.
        case csv
        /// Four bytes with the length, lowest first, then the bytes.
        case sized
    }

    package let style: Style
    let before: [UInt8]
    let after: [UInt8]

    package init(_ style: Style, before: String = "", after: String = "") {
        self.style = style
        self.before = Array(before.utf8)
        self.after = Array(after.utf8)
    }

    /// The most bytes that so many texts, of so many bytes together, can take.
    func limit(texts: Int, bytes: Int) -> Int {
        let grown =
            switch style {
            case .json: bytes * 6
            case .csv: bytes * 2 + texts * 2
            case .sized: bytes + texts * 4
            }
        return grown + texts * (before.count + after.count)
    }
}
