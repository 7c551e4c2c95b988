/// `WITH … SELECT … FROM … WHERE … GROUP BY … ORDER BY …`
package struct Query: Hashable, Sendable {
    /// `name AS (SELECT …)`, with the program's own words above it: `-- number the moments`
    package struct Named: Hashable, Sendable {
        package let name: String
        package let query: Query
        package let comment: String?
        /// Worked out once and kept, where the dialect can say so: keeps an optimizer from copying
        /// its expressions into whatever reads them.
        package let isMaterialized: Bool

        package init(
            _ name: String, _ query: Query, comment: String? = nil, materialized: Bool = false
        ) {
            precondition(comment?.contains("\n") != true, "a comment is one line")
            self.name = name
            self.query = query
            self.comment = comment
            isMaterialized = materialized
        }
    }

    /// One column of the answer.
    package enum Item: Hashable, Sendable {
        /// `*`
        case everything
        /// `steps.*`
        case all(of: String)
        /// `a` under its own name
        case plain(Expression)
        /// `a AS name`
        case renamed(Expression, String)
    }

    package var with: [Named]
    package var isDistinct: Bool
    package var items: [Item]
    package var from: Relation
    package var joins: [Join]
    package var condition: Expression?
    package var groups: [Expression]
    package var having: Expression?
    package var order: [Order]

    package init(
        with: [Named] = [], distinct isDistinct: Bool = false, select items: [Item],
        from: Relation, joins: [Join] = [], where condition: Expression? = nil,
        groupBy groups: [Expression] = [], having: Expression? = nil, orderBy order: [Order] = []
    ) {
        self.with = with
        self.isDistinct = isDistinct
        self.items = items
        self.from = from
        self.joins = joins
        self.condition = condition
        self.groups = groups
        self.having = having
        self.order = order
    }
}

/// Where rows come from.
package indirect enum Relation: Hashable, Sendable {
    /// `"lake"."events"`: names that somebody else chose.
    case table([String])
    /// `moments`: a query of the same statement.
    case query(String)
    /// `(SELECT …) name`
    case nested(Query, as: String)
    /// `(SELECT … FROM read_parquet(?)) name`: text that the program's own code wrote.
    case fragment(SQLText, as: String)
    /// `(SELECT 1 AS column UNION ALL SELECT 2 AS column) name`
    case numbers(ClosedRange<Int>, column: String, as: String)
    /// `(SELECT … UNION SELECT …) name`; with `all`, rows that are equal stay apart.
    case union([Query], all: Bool, as: String)
    /// `moments name`
    case renamed(String, as: String)
}

/// `JOIN a ON b`
package struct Join: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        case inner = "JOIN"
        case left = "LEFT JOIN"
        case cross = "CROSS JOIN"
    }

    package let kind: Kind
    package let relation: Relation
    package let condition: Expression?

    package static func inner(_ relation: Relation, on condition: Expression) -> Join {
        Join(kind: .inner, relation: relation, condition: condition)
    }

    package static func left(_ relation: Relation, on condition: Expression) -> Join {
        Join(kind: .left, relation: relation, condition: condition)
    }

    package static func cross(_ relation: Relation) -> Join {
        Join(kind: .cross, relation: relation, condition: nil)
    }
}
