import Definitions
import SQL
import SegmentSQL
import TestSupport
import Testing

@Suite struct SegmentSQLTests {
    static let tables = SegmentTables(
        Dictionary(
            uniqueKeysWithValues: SegmentExamples.catalogue.tables.map {
                ($0.name, SegmentTable(.table(["lake", $0.name])))
            }))
    static let date = CivilDate(year: 2026, month: 11, day: 24)

    func compile(
        _ text: String, catalogue: Catalogue = SegmentExamples.catalogue,
        tables: SegmentTables = tables
    ) throws -> SQLText {
        try SegmentSQL(
            SegmentDefinition(parsing: text), on: Self.date, catalogue: catalogue, tables: tables,
            zone: Zone("Asia/Seoul")
        ).text(in: DuckDB())
    }

    func refusal(_ body: () throws -> SQLText) -> SegmentSQLError? {
        do {
            _ = try body()
            return nil
        } catch {
            return error as? SegmentSQLError
        }
    }

    @Test(arguments: [("interfaces", 0), ("joins", 2), ("zero", 3), ("aggregates", 4)])
    func `a segment reads as its passes`(name: String, index: Int) throws {
        let text = try compile(SegmentExamples.definitions[index])
        #expect(Snapshot.difference(of: text.text + "\n", from: name + ".sql") == nil)
    }

    @Test func `no value becomes part of the text`() throws {
        let text = try compile(
            #"""
            {"containers":[{"groups":[{"dataset":"members","filters":[
              {"field":"gender","operator":"equals","value":"x' OR 1=1 --"},
              {"field":"age","operator":"at_least","value":987654}]}]}]}
            """#)
        #expect(!text.text.contains("OR 1=1") && !text.text.contains("987654"))
        #expect(text.parameters.contains(.text("x' OR 1=1 --")))
        #expect(text.parameters.contains(.integer(987_654)))
    }

    @Test func `a quote in a column's name stays inside it`() throws {
        var catalogue = SegmentExamples.catalogue
        catalogue.tables[0].userKey = "a\" FROM x; --"
        let text = try compile(
            #"{"containers":[{"groups":[{"dataset":"members"}]}]}"#, catalogue: catalogue)
        #expect(text.text.contains(#""a"" FROM x; --""#))
    }

    @Test func `zero times needs to know all users`() throws {
        var catalogue = SegmentExamples.catalogue
        catalogue.population = nil
        let error = refusal { try compile(SegmentExamples.definitions[3], catalogue: catalogue) }
        #expect(error?.code == .noPopulation)
        #expect(error?.description.contains("population table") == true)
    }

    @Test func `a table that lies elsewhere is named`() throws {
        let error = refusal {
            try compile(
                SegmentExamples.definitions[0],
                tables: SegmentTables(["members": SegmentTable(.table(["members"]))]))
        }
        #expect(error?.code == .unreachableTable)
        #expect(
            error?.description.contains("accounts") == true
                || error?.description.contains("payments") == true)
    }

    @Test(arguments: 5..<11)
    func `a segment of another kind is no statement over tables`(index: Int) {
        #expect(refusal { try compile(SegmentExamples.definitions[index]) }?.code == .notContainers)
    }
}
