import SQL
import Testing

/// A warehouse that only knows what all know.
struct CommonDialect: Dialect {
    let name = "Common"
}

/// A warehouse without parameters.
struct LiteralDialect: Dialect {
    let name = "Literal"

    func parameter(_ value: SQLValue) throws(SQLError) -> PlacedValue {
        .literal(try literal(value))
    }
}

private let a = Expression.column("a_1")
private let b = Expression.column("b_1")

/// The text of one expression.
func text(
    _ expression: Expression, in dialect: any Dialect = DuckDB()
) throws -> String {
    let query = Query(select: [.plain(expression)], from: .query("t"))
    let text = try dialect.text(of: query).text
    return String(text.dropFirst("SELECT ".count).dropLast("\nFROM t".count))
}

@Suite struct RenderTests {
    @Test(
        arguments: [
            (a, "a_1"), (.member("a_1", of: "t"), "t.a_1"), (.named("order"), "\"order\""),
            (.integer(-3), "-3"), (.null, "NULL"), (.value(.text("x")), "?"),
            (a.is(.atMost, b), "a_1 <= b_1"), (a - b * .integer(2), "a_1 - (b_1 * 2)"),
            ((a - b).is(.less, .integer(1)), "(a_1 - b_1) < 1"),
            (
                .all([.isNull(a), .any([.isNotNull(a), .isNull(b)])]),
                "a_1 IS NULL AND (a_1 IS NOT NULL OR b_1 IS NULL)"
            ),
            (
                .all([.isNull(a), .all([.any([.isNotNull(a), .isNull(b)])])]),
                "a_1 IS NULL AND (a_1 IS NOT NULL OR b_1 IS NULL)"
            ),
            (.all([]), "TRUE"), (.any([]), "FALSE"), (.any([.isNull(a)]), "a_1 IS NULL"),
            (.oneOf(a, [.integer(1), .integer(2)]), "a_1 IN (1, 2)"),
            (.noneOf(a, [.integer(1)]), "a_1 NOT IN (1)"),
            (
                .memberOf(a, Query(select: [.plain(b)], from: .table(["s", "t\"t"]))),
                "a_1 IN (SELECT b_1 FROM \"s\".\"t\"\"t\")"
            ),
            (.flag(.isNull(a)), "CASE WHEN a_1 IS NULL THEN 1 ELSE 0 END"),
            (.count(where: .isNull(a)), "COUNT(CASE WHEN a_1 IS NULL THEN 1 END)"),
            (.aggregate(.countDistinct, a), "COUNT(DISTINCT a_1)"),
            (.cast(a + b, .text), "CAST(a_1 + b_1 AS VARCHAR)"),
            (.least([a]), "a_1"), (.least([a, b]), "LEAST(a_1, b_1)"),
            (
                .window(
                    .aggregate(.max, a),
                    Window(partition: [b], order: [.descending(a)], frame: .before)),
                "MAX(a_1) OVER (PARTITION BY b_1 ORDER BY a_1 DESC "
                    + "ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)"
            ),
            (.window(.lag(a), Window(partition: [])), "LAG(a_1) OVER ()"),
            (
                .call(.transform, [a, .lambda(["x", "y"], .column("x") + .column("y"))]),
                "list_transform(a_1, lambda x, y: x + y)"
            ),
            (
                .call(.fold, [a, b, .lambda(["s", "x"], .column("s"))]),
                "list_reduce(a_1, lambda s, x: s, b_1)"
            ),
            (.field("f", of: .structure([.init("f", a)])), "struct_extract({'f': a_1}, 'f')"),
            (
                .cast(.null, .list(.structure([.init("f", .integer)]))),
                "CAST(NULL AS STRUCT(f BIGINT)[])"
            ),
        ] as [(Expression, String)])
    func `an expression stands for its text`(expression: Expression, expected: String) throws {
        #expect(try text(expression) == expected)
    }

    @Test func `clauses stand on lines of their own, long lists are broken`() throws {
        let inner = Query(
            distinct: true, select: [.plain(a), .renamed(.value(.integer(1)), "n")],
            from: .table(["t"]), where: a.is(.equal, .value(.text("x"))))
        let query = Query(
            with: [.init("first_part", inner, comment: "what is asked")],
            select: [.all(of: "x")] + (1...20).map { .plain(.column("column_\($0)")) },
            from: .renamed("first_part", as: "x"),
            joins: [
                .left(
                    .nested(Query(select: [.everything], from: .query("y")), as: "z"),
                    on: a.is(.equal, b)),
                .cross(.numbers(1...2, column: "n", as: "numbers")),
            ], groupBy: [a], having: .aggregate(.max, b).is(.equal, .value(.integer(2))),
            orderBy: [.ascending(a), .descending(b)])
        let text = try DuckDB().text(of: query)
        #expect(
            text.text == """
                WITH
                -- what is asked
                first_part AS (
                    SELECT DISTINCT a_1, ? AS n
                    FROM "t"
                    WHERE a_1 = ?
                )
                SELECT x.*, column_1, column_2, column_3, column_4, column_5, column_6, column_7, column_8,
                    column_9, column_10, column_11, column_12, column_13, column_14, column_15, column_16,
                    column_17, column_18, column_19, column_20
                FROM first_part x
                LEFT JOIN (SELECT * FROM y) z ON a_1 = b_1
                CROSS JOIN (SELECT 1 AS n UNION ALL SELECT 2 AS n) numbers
                GROUP BY a_1
                HAVING MAX(b_1) = ?
                ORDER BY a_1, b_1 DESC
                """)
        #expect(text.parameters == [.integer(1), .text("x"), .integer(2)])
    }

    @Test func `a fragment brings its own parameters, in their place`() throws {
        let query = Query(
            select: [.plain(.value(.integer(1)))],
            from: .fragment(SQLText("SELECT ?", [.integer(2)]), as: "f"),
            where: a.is(.equal, .value(.integer(3))))
        let text = try DuckDB().text(of: query)
        #expect(text.text == "SELECT ?\nFROM (SELECT ?) f\nWHERE a_1 = ?")
        #expect(text.parameters == [.integer(1), .integer(2), .integer(3)])
    }

    @Test func `queries are united with and without repetition`() throws {
        let parts = (1...2).map {
            Query(select: [.plain(.value(.integer($0)))], from: .query("t"))
        }
        func text(all: Bool) throws -> SQLText {
            try DuckDB().text(
                of: Query(select: [.everything], from: .union(parts, all: all, as: "u")))
        }
        let once = try text(all: false)
        #expect(once.text == "SELECT *\nFROM (SELECT ? FROM t UNION SELECT ? FROM t) u")
        #expect(once.parameters == [.integer(1), .integer(2)])
        #expect(try text(all: true).text.contains(" UNION ALL "))
    }
}
