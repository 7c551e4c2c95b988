import Definitions
import EventStore
import Foundation
import Operations
import TestSupport
import Testing
import Warehouses

/// Profiles and estimates over the real orders of a shop, against plain SQL over the very file.
@Suite(
    .enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing),
    .enabled(
        if: SharedData.url("data/online-retail") != nil, Comment(rawValue: SharedData.absence)))
struct ProfileRealDataTests {
    private static let question = """
        {"kind":"profile","dataset":"test","limit":200,"period":"month",
         "of":{"question":{"kind":"trend","dataset":"test","period":"month",
           "series":[{"event":"Germany","measure":"users"}]},"element":"ELEMENT"},
         "estimates":[
           {"name":"rfm","kind":"rfm","property":"Quantity"},
           {"name":"lines","kind":"count"},
           {"name":"favourite","kind":"most_frequent","property":"StockCode"},
           {"name":"hour","kind":"most_used_hour"}]}
        """

    private static let single = """
        {"kind":"profile","dataset":"test",
         "of":{"question":{"kind":"trend","dataset":"test","period":"month",
           "series":[{"event":"Germany","measure":"users"}]},"element":"ELEMENT"},
         "estimates":[{"name":"lines","kind":"count"}]}
        """

    @Test func `customers of one country are profiled as plain SQL counts them`() async throws {
        let file = try #require(SharedData.url("data/online-retail/online_retail.csv.gz")).path
        let mapping = ColumnMapping(
            user: "CustomerID", time: "InvoiceDate", event: "Country",
            properties: .named(["Quantity", "StockCode"]))
        try await ImportFixture.with { fixture in
            _ = try await ImportEvents(home: fixture.home, warehouse: fixture.warehouse, now: 0)(
                ImportRequest(
                    dataset: "test", files: [file], mapping: mapping,
                    types: ["StockCode": .text]))
            let question = try Question(
                parsing: Self.question.replacing(
                    "ELEMENT", with: TrendElement(series: 0, point: nil).id))
            let native = try await answer(question, fixture, .native)
            let series = native.series[0]
            #expect((series.users, series.allUsers) == (95, 4372))
            for (name, sql) in [("rfm", Self.scores), ("favourite", Self.favourites)] {
                let attribute = try #require(series.attributes.first { $0.name == name })
                let rows = attribute.rows.map {
                    "\(native.title($0.key, attribute).title)|\($0.set)|\($0.all)"
                }
                let expected = try await lines(
                    Self.lines(file) + sql + Self.top(200), fixture.warehouse)
                #expect(rows.filter { !$0.hasPrefix("(other)") } == expected, "\(name)")
                #expect(attribute.rows.map(\.set).reduce(0, +) == 95)
                #expect(attribute.rows.map(\.all).reduce(0, +) == 4372)
            }
            // A statement a rule and period, each over the whole file, would take minutes.
            let single = try Question(
                parsing: Self.single.replacing(
                    "ELEMENT", with: TrendElement(series: 0, point: nil).id))
            let compiled = try await answer(single, fixture, .sql)
            let same = try await answer(single, fixture, .native)
            #expect(compiled.series == same.series)
            try await expectPeople(question, native, fixture)
        }
    }

    private func answer(
        _ question: Question, _ fixture: ImportFixture, _ engine: EngineChoice
    ) async throws -> ProfileResult {
        let warehouse = fixture.warehouse
        let analyze = AnalyzeQuestion(
            home: fixture.home, now: 0, threads: 2, warehouse: { warehouse })
        guard case .profile(let result) = try await analyze(question, engine: engine) else {
            throw OperationError("a profile was asked for")
        }
        return result
    }

    private func expectPeople(
        _ question: Question, _ result: ProfileResult, _ fixture: ImportFixture
    ) async throws {
        let find = FindPeople(home: fixture.home, now: 0, threads: 2)
        let attribute = try #require(result.series[0].attributes.first { $0.name == "hour" })
        #expect(attribute.points.count == 13)
        for (place, row) in attribute.rows.enumerated().prefix(2) {
            for (group, count) in [
                (ProfileElement.Group.set, row.set), (.all, row.all),
                (.point(3), attribute.points[3].users[place]),
            ] {
                let element = result.element(group, row.key, attribute, series: 0)
                let people = try await find(question, element: element.id)
                #expect(people.count == count, "\(element.id)")
            }
        }
    }

    private func lines(_ sql: String, _ warehouse: any Warehouse) async throws -> [String] {
        let session = try await warehouse.session(SessionOptions())
        let stream = try await session.rows(Statement(sql))
        var lines: [String] = []
        while let batch = try await stream.next() {
            guard case .text(let column) = batch.columns[0] else { break }
            for row in 0..<batch.rowCount { lines.append(column.string(row: row) ?? "") }
        }
        await session.close()
        return lines
    }

    private static func lines(_ file: String) -> String {
        """
        WITH lines AS (
          SELECT CustomerID AS u, CAST(InvoiceDate AS TIMESTAMP) AS t,
            CAST(Quantity AS BIGINT) AS q, StockCode AS code, Country = 'Germany' AS german
          FROM read_csv('\(file)', all_varchar = true) WHERE CustomerID IS NOT NULL),

        """
    }

    private static let scores = """
        sums AS (
          SELECT u, date_diff('day', CAST(max(t) AS DATE), (SELECT CAST(max(t) AS DATE) FROM lines))
            AS days, count(*) AS orders, sum(q) AS pieces, bool_or(german) AS german
          FROM lines GROUP BY u),
        valued AS (
          SELECT german,
            concat(1 + 5 * (rank() OVER (ORDER BY days DESC) - 1) // count(*) OVER (),
              1 + 5 * (rank() OVER (ORDER BY orders) - 1) // count(*) OVER (),
              1 + 5 * (rank() OVER (ORDER BY pieces) - 1) // count(*) OVER ()) AS value
          FROM sums)
        """

    private static let favourites = """
        counts AS (SELECT u, code, count(*) AS n FROM lines GROUP BY u, code),
        placed AS (
          SELECT u, code AS value, row_number() OVER (PARTITION BY u ORDER BY n DESC, code) AS place
          FROM counts),
        whose AS (SELECT u, bool_or(german) AS german FROM lines GROUP BY u),
        valued AS (SELECT value, german FROM placed JOIN whose USING (u) WHERE place = 1)
        """

    private static func top(_ limit: Int) -> String {
        """

        SELECT concat_ws('|', value, count(*) FILTER (german), count(*)) FROM valued
        GROUP BY value ORDER BY count(*) FILTER (german) DESC, count(*) DESC, value LIMIT \(limit)
        """
    }
}
