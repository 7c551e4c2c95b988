import SQL
import Testing

/// Texts that would like to be SQL.
let attacks = [
    "'", "''", "\\'", "\\", "'; DROP TABLE users; --", "x' OR '1' = '1", "\"; --", "`",
    "/* */", "?", "a\nb", "아이폰'", "",
]

@Suite struct LiteralTests {
    @Test(arguments: attacks) func `a value never becomes text where it can travel beside it`(
        attack: String
    ) throws {
        let query = Query(
            select: [.everything], from: .table(["t"]),
            where: Expression.named("c").is(.equal, .value(.text(attack))))
        let text = try DuckDB().text(of: query)
        #expect(text.text == "SELECT *\nFROM \"t\"\nWHERE \"c\" = ?")
        #expect(text.parameters == [.text(attack)])
    }

    @Test(arguments: attacks) func `a literal stays inside its quotes`(attack: String) throws {
        let literal = try text(.value(.text(attack)), in: LiteralDialect())
        #expect(literal.first == "'" && literal.last == "'" && literal.count >= 2)
        let inside = literal.dropFirst().dropLast()
        #expect(!inside.replacing("''", with: "").contains("'"))
        #expect(inside.replacing("''", with: "'") == attack)
    }

    @Test(arguments: attacks + ["order", "a\"b", "logged at"])
    func `a name stays inside its quotes`(name: String) throws {
        let quoted = try text(.named(name))
        let inside = quoted.dropFirst().dropLast()
        #expect(quoted.first == "\"" && quoted.last == "\"")
        #expect(inside.replacing("\"\"", with: "\"") == name)
    }

    @Test(
        arguments: [
            (.null, "NULL"), (.integer(5), "5"), (.integer(-5), "(-5)"),
            (.integer(.min), "(-9223372036854775807 - 1)"), (.boolean(true), "TRUE"),
            (.double(-2.5e-9), "CAST('-2.5e-09' AS DOUBLE)"), (.text("it's"), "'it''s'"),
        ] as [(SQLValue, String)])
    func `values have literals`(value: SQLValue, expected: String) throws {
        #expect(try text(.value(value), in: LiteralDialect()) == expected)
    }

    @Test(arguments: [.text("a\0b"), .double(.nan), .double(.infinity)] as [SQLValue])
    func `what SQL text cannot hold is an error`(value: SQLValue) throws {
        let error = #expect(throws: SQLError.self) {
            try text(.value(value), in: LiteralDialect())
        }
        #expect(error?.code == .badLiteral)
    }

    @Test func `what a dialect cannot say is an error that names both`() throws {
        let fold = Expression.call(.fold, [.column("a"), .column("b"), .column("c")])
        let error = #expect(throws: SQLError.self) { try text(fold, in: CommonDialect()) }
        #expect(error?.code == .unsupported)
        #expect(error?.description.contains("Common has no words for 'fold a list'") == true)
    }
}
