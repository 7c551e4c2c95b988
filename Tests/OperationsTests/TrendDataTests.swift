import Definitions
import Foundation
import Operations
import TestSupport
import Testing
import Warehouses

/// Trends over the shared folder's real data, against plain SQL over the very files.
@Suite(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
struct TrendDataTests {
    private static let absence = Comment(rawValue: SharedData.absence)

    /// The rows of a statement whose columns are all texts; NULL is empty.
    private func rows(_ statement: String, _ fixture: ImportFixture) async throws -> [[String]] {
        let session = try await fixture.warehouse.session(SessionOptions(timeZone: "Asia/Seoul"))
        let stream = try await session.rows(Statement(statement))
        var rows: [[String]] = []
        while let batch = try await stream.next() {
            for row in 0..<batch.rowCount {
                rows.append(
                    batch.columns.map { column in
                        guard case .text(let texts) = column else { return "not a text" }
                        return texts.string(row: row) ?? ""
                    })
            }
        }
        await session.close()
        return rows
    }

    private func answer(
        _ question: String, _ fixture: ImportFixture, _ engine: EngineChoice = .native
    ) async throws -> TrendResult {
        let warehouse = fixture.warehouse
        let analyze = AnalyzeQuestion(
            home: fixture.home, now: 0, threads: 2, warehouse: { warehouse })
        let answer = try await analyze(try Question(parsing: question), engine: engine)
        guard case .trend(let result) = answer else {
            throw OperationError("a trend was asked for")
        }
        return result
    }

    /// Expects the points that are not empty to be the rows: day, then one value a series.
    private func expect(_ result: TrendResult, is rows: [[String]], series: [Int]) {
        var found: [[String]] = []
        let lines = series.map { result.current(result.series[$0]) }
        for index in lines[0].points.indices where (lines[0].points[index].users ?? 0) > 0 {
            let start = result.context.zone.text(lines[0].points[index].start ?? 0).prefix(10)
            found.append([String(start)] + lines.map { rounded($0.points[index].value) })
        }
        #expect(found.count == rows.count)
        #expect(found == rows.map { [$0[0]] + $0.dropFirst().map { rounded(Double($0)) } })
    }

    /// Expects both engines to give the same numbers; sums to a billionth of their size.
    private func expectAgreement(_ question: String, _ fixture: ImportFixture) async throws {
        let native = try await answer(question, fixture).series
        let sql = try await answer(question, fixture, .sql).series
        #expect(native.map(\.breakdown) == sql.map(\.breakdown))
        for (left, right) in zip(native, sql) {
            for (mine, theirs) in [(left.current, right.current)] + pairs(left, right) {
                for (a, b) in zip(mine.points + [mine.total], theirs.points + [theirs.total]) {
                    let gap = abs((a.value ?? -1) - (b.value ?? -1))
                    #expect(a.users == b.users && gap <= 1e-9 * abs(a.value ?? 0))
                }
            }
        }
    }

    private func pairs(_ left: TrendSeries, _ right: TrendSeries) -> [(TrendLine, TrendLine)] {
        guard let mine = left.compared, let theirs = right.compared else { return [] }
        return [(mine, theirs)]
    }

    private func rounded(_ value: Double?) -> String {
        value.map { String(($0 * 1000).rounded() / 1000) } ?? "none"
    }

    @Test(.enabled(if: SharedData.url("data/online-retail") != nil, absence))
    func `online retail by day and month is what SQL counts`() async throws {
        let file = try #require(SharedData.url("data/online-retail/online_retail.csv.gz")).path
        let mapping = ColumnMapping(
            user: "CustomerID", time: "InvoiceDate", event: "Country",
            properties: .named(["Quantity", "UnitPrice"]))
        try await ImportFixture.with { fixture in
            _ = try await ImportEvents(home: fixture.home, warehouse: fixture.warehouse, now: 0)(
                ImportRequest(dataset: "test", files: [file], mapping: mapping))
            for (period, width) in [("day", 10), ("month", 7)] {
                let result = try await answer(
                    Self.retailQuestion.replacing("PERIOD", with: period), fixture)
                let day =
                    "left(InvoiceDate, \(width))"
                    + (width == 7 ? " || '-01'" : "")
                let sql = """
                    SELECT \(day) AS day, CAST(count(*) AS VARCHAR),
                     CAST(count(DISTINCT CustomerID) AS VARCHAR),
                     CAST(sum(CAST(Quantity AS BIGINT)) AS VARCHAR),
                     CAST(sum(CAST(UnitPrice AS DECIMAL(18, 3))) AS VARCHAR),
                     CAST(max(CAST(UnitPrice AS DECIMAL(18, 3))) AS VARCHAR),
                     CAST(quantile_disc(CAST(Quantity AS BIGINT), 0.9) AS VARCHAR)
                    FROM read_csv('\(file)', all_varchar = true)
                    WHERE CustomerID IS NOT NULL AND Country = 'France' GROUP BY day ORDER BY day
                    """
                expect(result, is: try await rows(sql, fixture), series: Array(0..<6))
                let total = try await rows(
                    "SELECT CAST(count(DISTINCT CustomerID) AS VARCHAR) FROM read_csv('\(file)', "
                        + "all_varchar = true) WHERE Country = 'France'", fixture)
                #expect(result.series[1].current.total.value == Double(total[0][0]))
            }
            try await expectAgreement(
                Self.retailQuestion.replacing("PERIOD", with: "week"), fixture)
        }
    }

    private static let retailQuestion = """
        {"kind":"trend","dataset":"test","period":"PERIOD","series":[
         {"event":"France","measure":"count"},{"event":"France","measure":"users"},
         {"event":"France","measure":"sum","property":"Quantity"},
         {"event":"France","measure":"sum","property":"UnitPrice"},
         {"event":"France","measure":"maximum","property":"UnitPrice"},
         {"event":"France","measure":"percentile","property":"Quantity","percentile":90},
         {"event":"United Kingdom","measure":"users"}]}
        """

    @Test(.enabled(if: SharedData.url("data/loan-applications") != nil, absence))
    func `loan applications by day and week are what SQL counts`() async throws {
        let file = try #require(
            SharedData.url("data/loan-applications/bpi2012_events.csv.gz")
        ).path
        let mapping = ColumnMapping(
            user: "case_id", time: "timestamp", event: "activity", sequence: "event_no",
            properties: .named(["lifecycle", "resource"]))
        try await ImportFixture.with { fixture in
            _ = try await ImportEvents(home: fixture.home, warehouse: fixture.warehouse, now: 0)(
                ImportRequest(dataset: "test", files: [file], mapping: mapping))
            for period in ["day", "week"] {
                let result = try await answer(
                    Self.loanQuestion.replacing("PERIOD", with: period), fixture)
                let sql = """
                    SELECT CAST(CAST(date_trunc('\(period)', CAST(timestamp AS TIMESTAMPTZ)) AS DATE)
                      AS VARCHAR) AS start, CAST(count(*) AS VARCHAR),
                     CAST(count(DISTINCT case_id) AS VARCHAR)
                    FROM read_csv('\(file)', all_varchar = true)
                    WHERE activity = 'W_Completeren aanvraag' AND lifecycle = 'COMPLETE'
                    GROUP BY start ORDER BY start
                    """
                expect(result, is: try await rows(sql, fixture), series: [0, 1])
            }
            try await expectPeople(fixture)
            try await expectAgreement(Self.splitQuestion, fixture)
        }
    }

    private static let loanQuestion = """
        {"kind":"trend","dataset":"test","period":"PERIOD",
         "where":[{"property":"lifecycle","operator":"equals","value":"COMPLETE"}],
         "series":[{"event":"W_Completeren aanvraag","measure":"count"},
          {"event":"W_Completeren aanvraag","measure":"users"}]}
        """

    /// Every shown number of users is the number of people, with a breakdown and a comparison.
    private func expectPeople(_ fixture: ImportFixture) async throws {
        let question = try Question(parsing: Self.splitQuestion)
        let result = try await answer(Self.splitQuestion, fixture)
        let find = FindPeople(home: fixture.home, now: 0, threads: 2)
        for series in result.series {
            for (element, cell) in series.cells(in: result.trend) {
                let people = try await find(question, element: element.id)
                #expect(people.count == cell.users, "\(element.id)")
            }
        }
        let counted = result.series.filter { $0.series == 1 }
        let parts = counted.dropFirst().map { $0.current.total.value ?? 0 }
        #expect(parts.count == 5 || parts.count == 4)
        #expect(parts.reduce(0, +) == counted[0].current.total.value)
    }

    private static let splitQuestion = """
        {"kind":"trend","dataset":"test","period":"month","compare":"previous_period",
         "range":{"from":"2011-12-01","to":"2012-02-01"},
         "series":[{"event":"A_SUBMITTED","measure":"users"},{"event":"O_SENT","measure":"count"}],
         "breakdown":{"property":"resource","limit":3}}
        """
}
