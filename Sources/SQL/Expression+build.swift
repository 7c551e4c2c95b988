extension Expression {
    package func `is`(_ comparator: Comparator, _ other: Expression) -> Expression {
        .comparison(self, comparator, other)
    }

    package static func + (left: Expression, right: Expression) -> Expression {
        .arithmetic(left, .plus, right)
    }

    package static func - (left: Expression, right: Expression) -> Expression {
        .arithmetic(left, .minus, right)
    }

    package static func * (left: Expression, right: Expression) -> Expression {
        .arithmetic(left, .times, right)
    }

    /// `CASE WHEN a THEN b END`
    package static func when(
        _ condition: Expression, then result: Expression, otherwise: Expression? = nil
    ) -> Expression {
        .choice([Branch(when: condition, then: result)], otherwise: otherwise)
    }

    /// 1 where the condition holds, 0 where it does not or cannot be told.
    package static func flag(_ condition: Expression) -> Expression {
        when(condition, then: .integer(1), otherwise: .integer(0))
    }

    /// `COUNT(CASE WHEN a THEN 1 END)`
    package static func count(where condition: Expression) -> Expression {
        .aggregate(.count, when(condition, then: .integer(1)))
    }

    package static func coalesce(_ first: Expression, _ second: Expression) -> Expression {
        .call(.coalesce, [first, second])
    }

    package static func least(_ expressions: [Expression]) -> Expression {
        expressions.count == 1 ? expressions[0] : .call(.least, expressions)
    }
}
