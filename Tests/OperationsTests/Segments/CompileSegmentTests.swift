import Definitions
import Operations
import SQL
import Testing
import Warehouses

@Suite(.serialized, .enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
struct CompileSegmentTests {
    static let catalogue = Catalogue(
        tables: [
            CatalogueTable(
                name: "members", source: .warehouse(connection: "lake", path: ["main", "members"]),
                userKey: "id", fields: [CatalogueField(name: "grade", type: .text)]),
            CatalogueTable(
                name: "payments",
                source: .warehouse(connection: "lake", path: ["main", "payments"]),
                userKey: "payer", roles: [.time: "at"],
                fields: [CatalogueField(name: "amount", type: .number)]),
            CatalogueTable(name: "app", source: .events("app"), userKey: "user"),
        ], population: "members")

    static let definition = #"""
        {"containers":[{"groups":[
          {"dataset":"members","filters":[{"field":"grade","operator":"equals","value":"gold"}]},
          {"dataset":"payments","range":{"last":7,"unit":"day"},"having":[{"measure":"count","operator":"at_most","value":1}]}]}]}
        """#

    @Test func `a segment over one connection is one statement that it answers`() async throws {
        try await CatalogueFixture.with { fixture in
            try await fixture.inDatabase(
                "a.db",
                [
                    "CREATE TABLE members AS SELECT range AS id, if(range < 4, 'gold', 'x') AS grade FROM range(1, 6)",
                    // Member 1 paid twice in the week, 2 once, 3 before it.
                    """
                    CREATE TABLE payments AS SELECT * FROM (VALUES
                        (1.0, TIMESTAMP '2026-03-09 10:00:00', 5.0), (1.0, TIMESTAMP '2026-03-10 10:00:00', 5.0),
                        (2.0, TIMESTAMP '2026-03-10 10:00:00', 5.0), (3.0, TIMESTAMP '2026-02-01 10:00:00', 5.0)
                    ) AS r(payer, "at", amount)
                    """,
                ])
            try await fixture.connect(to: "a.db")
            let compile = CompileSegment(fixture.context)
            let compiled = try await compile(
                SegmentDefinition(parsing: Self.definition),
                on: CivilDate(year: 2026, month: 3, day: 10), in: Self.catalogue)
            #expect(compiled.connection == "lake")
            let plan = try await compile.explain(compiled, in: Self.catalogue)
            #expect(!plan.isEmpty)
            let session = try await CatalogueSession(
                fixture.context, for: Self.catalogue.tables[0])
            let rows = try await session.session.rows(
                Statement(compiled.sql.text, compiled.sql.parameters.map(Self.parameter)))
            var users: [String?] = []
            while let batch = try await rows.next() {
                guard case .text(let column) = batch.columns[0] else { continue }
                users += (0..<batch.rowCount).map { column.string(row: $0) }
            }
            await session.close()
            #expect(users.compactMap(\.self).sorted() == ["2", "3"])
        }
    }

    @Test func `tables in several places are named`() async throws {
        try await CatalogueFixture.with { fixture in
            let failure = await fixture.failure {
                _ = try await CompileSegment(fixture.context)(
                    SegmentDefinition(
                        parsing:
                            #"{"containers":[{"groups":[{"dataset":"members"},{"dataset":"app"}]}]}"#
                    ), on: CivilDate(year: 2026, month: 3, day: 10), in: Self.catalogue)
            }
            #expect(failure.contains("the home and lake"))
        }
    }

    private static func parameter(_ value: SQLValue) -> Parameter {
        switch value {
        case .null: .null
        case .text(let text): .text(text)
        case .integer(let number): .integer(number)
        case .double(let number): .double(number)
        case .boolean(let flag): .boolean(flag)
        }
    }
}
