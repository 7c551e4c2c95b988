/// One SQL expression; each case shows the text that it stands for.
package indirect enum Expression: Hashable, Sendable {
    /// `moment_number`: a name that this program chose; see `isPlain`.
    case column(String)
    /// `anchors.moment_number`
    case member(String, of: String)
    /// `"order"`: a name that somebody else chose, always quoted.
    case named(String)
    /// `3`: a number of the program's own, never one of a user.
    case integer(Int64)
    /// `NULL`
    case null
    /// `?`
    case value(SQLValue)
    /// `a <= b`
    case comparison(Expression, Comparator, Expression)
    /// `a + b`
    case arithmetic(Expression, Operator, Expression)
    /// `a AND b`; `TRUE` where there is nothing to hold.
    case all([Expression])
    /// `(a OR b)`; `FALSE` where there is nothing to choose of.
    case any([Expression])
    /// `a IS NULL`
    case isNull(Expression)
    /// `a IS NOT NULL`
    case isNotNull(Expression)
    /// `a IN (b, c)`
    case oneOf(Expression, [Expression])
    /// `a NOT IN (b, c)`
    case noneOf(Expression, [Expression])
    /// `a IN (SELECT …)`
    case memberOf(Expression, Query)
    /// `a NOT IN (SELECT …)`: nothing is where the query gives a NULL.
    case notMemberOf(Expression, Query)
    /// `CASE WHEN a THEN b ELSE c END`
    case choice([Branch], otherwise: Expression?)
    /// `COALESCE(a, b)`
    case call(Function, [Expression])
    /// `COUNT(DISTINCT a)`
    case aggregate(Aggregate, Expression)
    /// `MAX(a) OVER (PARTITION BY b ORDER BY c)`
    case window(WindowFunction, Window)
    /// `CAST(a AS BIGINT)`
    case cast(Expression, SQLType)
    /// `lambda a, b: c`
    case lambda([String], Expression)
    /// `{'a': b, 'c': d}`
    case structure([Field])
    /// `struct_extract(a, 'b')`
    case field(String, of: Expression)

    /// `WHEN a THEN b`
    package struct Branch: Hashable, Sendable {
        package let condition: Expression
        package let result: Expression

        package init(when condition: Expression, then result: Expression) {
            self.condition = condition
            self.result = result
        }
    }

    package struct Field: Hashable, Sendable {
        package let name: String
        package let value: Expression

        package init(_ name: String, _ value: Expression) {
            self.name = name
            self.value = value
        }
    }

    package enum Comparator: String, Hashable, Sendable {
        case equal = "="
        case notEqual = "<>"
        case less = "<"
        case atMost = "<="
        case greater = ">"
        case atLeast = ">="
    }

    package enum Operator: String, Hashable, Sendable {
        case plus = "+"
        case minus = "-"
        case times = "*"
    }

    package enum Aggregate: String, Hashable, Sendable {
        case count = "COUNT"
        case countDistinct = "COUNT DISTINCT"
        case sum = "SUM"
        case average = "AVG"
        case min = "MIN"
        case max = "MAX"
        /// All values as one list, sorted.
        case sortedList = "SORTED LIST"
    }
}
