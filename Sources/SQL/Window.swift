/// Functions over the rows of a window.
package enum WindowFunction: Hashable, Sendable {
    /// `ROW_NUMBER()`
    case rowNumber
    /// `DENSE_RANK()`
    case denseRank
    /// `RANK()`
    case rank
    /// `LAG(a)`
    case lag(Expression)
    /// `FIRST_VALUE(a)`
    case firstValue(Expression)
    /// `MAX(a)`
    case aggregate(Expression.Aggregate, Expression)
}

/// `PARTITION BY a ORDER BY b ROWS …`
package struct Window: Hashable, Sendable {
    /// Which rows around the current one belong to the window.
    package enum Frame: String, Hashable, Sendable {
        /// The rows before this one.
        case before = "ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING"
        /// The rows up to this one.
        case untilHere = "ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW"
        /// The rows up to this one, and those that stand beside it in the order.
        case untilPeers = "RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW"
        /// The rows whose order value is less than this one's; whole numbers only.
        case beforePeers = "RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING"
    }

    package let partition: [Expression]
    package let order: [Order]
    package let frame: Frame?

    package init(partition: [Expression], order: [Order] = [], frame: Frame? = nil) {
        self.partition = partition
        self.order = order
        self.frame = frame
    }
}

/// `a DESC`. Expressions in an order should have a value in every row: where NULLs stand differs.
package struct Order: Hashable, Sendable {
    package let expression: Expression
    package let isDescending: Bool

    package static func ascending(_ expression: Expression) -> Order {
        Order(expression: expression, isDescending: false)
    }

    package static func descending(_ expression: Expression) -> Order {
        Order(expression: expression, isDescending: true)
    }
}
