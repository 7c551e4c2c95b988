import Definitions
package import SQL

/// Where a warehouse keeps a table of the catalogue, and how.
///
///     SegmentTable(.table(["lake", "payments"]), clocks: ["paid_at": .local])
package struct SegmentTable: Hashable, Sendable {
    package enum Source: Hashable, Sendable {
        /// The parts of a table's name.
        case table([String])
        /// A SELECT that the program's own code wrote.
        case fragment(SQLText)
    }

    /// What the values of a time column mean.
    package enum Clock: Hashable, Sendable {
        /// A timestamp in UTC, or one with its own zone.
        case utc
        /// A timestamp or a date on the wall clock of the project's zone.
        case local
        /// Whole milliseconds since 1970 UTC.
        case milliseconds
    }

    package let source: Source
    /// Of time columns; those that have none here are `utc`.
    package let clocks: [String: Clock]
    /// Key columns that hold numbers with a fraction (DOUBLE, DECIMAL): `7.0` is the key `7`.
    package let numberKeys: Set<String>

    package init(
        _ source: Source, clocks: [String: Clock] = [:], numberKeys: Set<String> = []
    ) {
        self.source = source
        self.clocks = clocks
        self.numberKeys = numberKeys
    }
}

/// The tables that a statement can reach, by their names in the catalogue.
package struct SegmentTables: Hashable, Sendable {
    private let tables: [String: SegmentTable]

    package init(_ tables: [String: SegmentTable]) {
        self.tables = tables
    }

    package func table(_ name: String) throws(SegmentSQLError) -> SegmentTable {
        guard let table = tables[name] else {
            throw .unreachable(name, known: tables.keys.sorted())
        }
        return table
    }
}

extension SegmentTable {
    func relation(as name: String) -> Relation {
        switch source {
        case .table(let names): .table(names)
        case .fragment(let text): .fragment(text, as: name)
        }
    }

    /// A key as text in the one form in which keys of all types compare: whole numbers without leading
    /// zeros and without a fraction, texts as they are.
    func key(_ column: String) -> Expression {
        let plain = Expression.cast(.named(column), .text)
        guard numberKeys.contains(column) else { return plain }
        let whole = Expression.cast(.named(column), .integer)
        // A conversion of what is larger than any whole number would fail.
        let isSmall = Expression.all([
            Expression.named(column).is(.less, .integer(1 << 53)),
            Expression.named(column).is(.greater, .integer(-(1 << 53))),
        ])
        let isWhole = Expression.when(
            isSmall, then: .flag(Expression.named(column).is(.equal, whole)),
            otherwise: .integer(0))
        return .when(
            isWhole.is(.equal, .integer(1)), then: .cast(whole, .text), otherwise: plain)
    }

    /// A time column as whole milliseconds.
    func milliseconds(_ column: String) -> Expression {
        clocks[column] == .milliseconds
            ? .named(column) : .call(.epochMilliseconds, [.named(column)])
    }

    func isLocal(_ column: String) -> Bool { clocks[column] == .local }

    /// The value of a field as it compares.
    func value(of field: CatalogueField) -> Expression {
        field.type == .time ? milliseconds(field.column) : .named(field.column)
    }
}
