/// How a file of ids is to be read: delimited text in UTF-8, a row a line, quotes as in RFC 4180.
///
/// A byte order mark, carriage returns before line ends and empty lines do not matter.
package struct ListFormat: Hashable, Sendable {
    package enum Delimiter: Hashable, Sendable {
        /// Whichever of comma, semicolon, tab and bar occurs most in the first line; else comma.
        case detected
        case byte(UInt8)
        /// The whole line is the id, quotes included.
        case none
    }

    package enum Column: Hashable, Sendable {
        /// From 0.
        case position(Int)
        /// As the first line names it.
        case name(String)
    }

    package var delimiter: Delimiter
    /// Where the id stands.
    package var column: Column
    /// The first line is no id; always so where the column is named.
    package var hasHeader: Bool
    /// Spaces and tabs around an id that is not quoted do not belong to it.
    package var trims: Bool

    package init(
        delimiter: Delimiter = .detected, column: Column = .position(0), hasHeader: Bool = false,
        trims: Bool = true
    ) {
        self.delimiter = delimiter
        self.column = column
        if case .name = column { self.hasHeader = true } else { self.hasHeader = hasHeader }
        self.trims = trims
    }
}
