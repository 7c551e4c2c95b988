import Definitions

/// Draws filters and breakdowns on the attributes of random journeys.
enum RandomUsers {
    /// Mostly none.
    static func filters(using random: inout SplitMix64) -> [Filter] {
        guard random.chance(25) else { return [] }
        return (0..<random.pick([1, 1, 2])).map { _ in filter(using: &random) }
    }

    static func attribute(using random: inout SplitMix64) -> String {
        random.pick(["grade", "grade", "age", "score", "member"])
    }

    private static func filter(using random: inout SplitMix64) -> Filter {
        if random.chance(20) {
            return .anyOf([comparison(using: &random), comparison(using: &random)])
        }
        return comparison(using: &random)
    }

    private static func comparison(using random: inout SplitMix64) -> Filter {
        let orNull = random.chance(20)
        func make(
            _ attribute: String, _ operation: Comparison.Operator, _ values: Value...
        ) -> Filter {
            .comparison(
                Comparison(
                    property: attribute, operator: operation, values: values, orNull: orNull))
        }
        return random.pick([
            make("grade", .equals, .text("gold")), make("grade", .notEquals, .text("gold")),
            make("grade", .isIn, .text("gold"), .text("x")), make("grade", .notIn, .text("iron")),
            make("grade", .matches, .text("^i")), make("grade", .less, .text("h")),
            make("grade", .isSet), make("grade", .isNotSet), make("grade", .contains, .text("o")),
            make("age", .atLeast, .integer(20)), make("age", .between, .integer(0), .number(34.5)),
            make("age", .notEquals, .integer(20)), make("age", .isNotSet), make("age", .isSet),
            make("score", .less, .integer(0)), make("score", .notIn, .number(0.5)),
            make("score", .greater, .number(-2.25)), make("score", .isNotSet),
            make("member", .equals, .boolean(true)), make("member", .notEquals, .boolean(true)),
            make("member", .isSet),
        ])
    }
}
