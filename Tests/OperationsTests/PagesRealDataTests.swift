import Definitions
import EventStore
import Foundation
import Operations
import TestSupport
import Testing
import Warehouses

/// Page tables over the real web log, against plain SQL that was written from the rules.
@Suite(
    .enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing),
    .enabled(
        if: SharedData.url("data/weblog-semicomplete") != nil,
        Comment(rawValue: SharedData.absence)))
struct PagesRealDataTests {
    private static let path = "data/weblog-semicomplete/access_parsed.csv.gz"

    @Test func `the web log's page table is what plain SQL counts`() async throws {
        try await expectAgreement(fields: "", condition: "true")
    }

    @Test func `a filtered page table keeps the sessions of the whole log`() async throws {
        try await expectAgreement(
            fields: #"""
                ,"where":[{"property":"status","operator":"equals","value":200},
                  {"property":"path","operator":"ends_with","value":"/"}]
                """#,
            condition: "status = 200 AND ends_with(path, '/')")
    }

    @Test func `the detail of a real page is what plain SQL counts`() async throws {
        let file = try #require(SharedData.url(Self.path))
        try await ImportFixture.with { fixture in
            let report = try await ImportEvents(
                home: fixture.home, warehouse: fixture.warehouse, now: 0)(
                    ImportRequest(
                        dataset: "test", files: [file.path],
                        mapping: ColumnMapping(
                            user: "ip", time: "time_utc", event: "method",
                            roles: ["page": "path"], properties: .named(["status"]))))
            #expect(report.summary?.eventCount == 9999)
            let question = try Question(
                parsing: #"""
                    {"kind":"pages","dataset":"test","timezone":"UTC","detail":{
                      "row":"/projects/xdotool/","by":[{"property":"status"}]}}
                    """#)
            let answer = try await AnalyzeQuestion(home: fixture.home, now: 0, threads: 2)(
                question)
            guard case .pages(let result) = answer else { return }
            let detail = try #require(result.series[0].detail)
            #expect(detail.tally.views > 50)
            let found = detail.parts.flatMap { part in
                part.rows.map { row in
                    [
                        part.list.name, result.title(of: row.value, in: part.list),
                        String(row.count), String(row.users),
                    ].joined(separator: "|")
                }
            }
            let expected = try await lines(Self.detailSQL(file.path), fixture.warehouse)
            #expect(found.sorted() == expected.sorted())
            let find = FindPeople(home: fixture.home, now: 0, threads: 2)
            for part in detail.parts {
                for row in part.rows {
                    let id = PageDetailElement(part.list, row.value, series: 0).id
                    let people = try await find(question, element: id)
                    #expect(people.count == row.users, "\(id)")
                }
            }
            let sql = try await AnalyzeQuestion(
                home: fixture.home, now: 0, threads: 2, warehouse: { fixture.warehouse })(
                    question, engine: .sql)
            guard case .pages(let compiled) = sql else { return }
            #expect(compiled.series == result.series)
        }
    }

    /// One line a list and value: list, value, count, users.
    private static func detailSQL(_ path: String) -> String {
        """
        WITH log AS (
          SELECT ip, epoch_ms(time_utc) AS t, method, path, status FROM read_csv('\(path)')),
        gaps AS (
          SELECT *, t - lag(t) OVER (PARTITION BY ip ORDER BY t) > 1800000 AS late FROM log),
        sessions AS (
          SELECT *, count(*) FILTER (late) OVER (PARTITION BY ip ORDER BY t) AS session FROM gaps),
        placed AS (
          SELECT *, ip || ' ' || session AS visit, path = '/projects/xdotool/' AS here,
            lag(path, 1, '(entry)') OVER w AS before, lead(path, 1, '(exit)') OVER w AS after
          FROM sessions WINDOW w AS (PARTITION BY ip, session ORDER BY t, method, path)),
        visits AS (
          SELECT visit, any_value(ip) AS ip, any_value(path) FILTER (before = '(entry)') AS first,
            any_value(path) FILTER (after = '(exit)') AS last
          FROM placed GROUP BY visit HAVING bool_or(here)),
        items AS (
          SELECT 'previous' AS list, before AS value, ip FROM placed WHERE here
          UNION ALL SELECT 'next', after, ip FROM placed WHERE here
          UNION ALL SELECT 'entries_from', first, ip FROM visits
          UNION ALL SELECT 'exits_to', last, ip FROM visits
          UNION ALL SELECT 'trend', strftime(make_timestamp(t * 1000), '%Y-%m-%d'), ip
            FROM placed WHERE here
          UNION ALL SELECT 'viewed-1', CAST(status AS VARCHAR), ip FROM placed WHERE here),
        counted AS (
          SELECT list, value, ip, count(*) OVER (PARTITION BY list, value) AS size FROM items),
        ranked AS (
          SELECT *, dense_rank() OVER (PARTITION BY list, value LIKE '(%)' ORDER BY size DESC, value)
            AS place FROM counted),
        shown AS (
          SELECT list, ip, CASE WHEN value LIKE '(%)' OR place <= 10 OR list = 'trend'
            THEN value ELSE '(other)' END AS value FROM ranked)
        SELECT concat_ws('|', list, value, count(*), count(DISTINCT ip))
        FROM shown GROUP BY list, value
        """
    }

    private func expectAgreement(fields: String, condition: String) async throws {
        let file = try #require(SharedData.url(Self.path))
        try await ImportFixture.with { fixture in
            let report = try await ImportEvents(
                home: fixture.home, warehouse: fixture.warehouse, now: 0)(
                    ImportRequest(
                        dataset: "test", files: [file.path],
                        mapping: ColumnMapping(
                            user: "ip", time: "time_utc", event: "method",
                            roles: ["page": "path"], properties: .named(["status"]))))
            #expect(report.summary?.eventCount == 9999)
            let question = try Question(
                parsing: #"{"kind":"pages","dataset":"test","limit":50\#(fields)}"#)
            let answer = try await AnalyzeQuestion(home: fixture.home, now: 0, threads: 2)(
                question)
            guard case .pages(let result) = answer else { return }
            let expected = try await lines(
                Self.sql(file.path, condition), fixture.warehouse)
            let series = result.series[0]
            let rows = series.rows.map { Self.line($0.page.title, $0.tally) }
            #expect(rows + [Self.line("(all)", series.total)] == expected)
            let sql = try await AnalyzeQuestion(
                home: fixture.home, now: 0, threads: 2, warehouse: { fixture.warehouse })(
                    question, engine: .sql)
            guard case .pages(let compiled) = sql else { return }
            #expect(compiled.series == result.series)
            try await expectPeople(question, result, fixture)
        }
    }

    private func expectPeople(
        _ question: Question, _ result: PagesResult, _ fixture: ImportFixture
    ) async throws {
        let find = FindPeople(home: fixture.home, now: 0, threads: 2)
        let series = result.series[0]
        for row in series.rows.prefix(5) + series.rows.suffix(1) {
            for group in PagesElement.Group.allCases {
                let element = PagesElement(group, page: row.page)
                let people = try await find(question, element: element.id)
                #expect(people.count == element.count(in: row.tally), "\(element.id)")
            }
        }
    }

    private static func line(_ title: String, _ tally: PageTally) -> String {
        let numbers = [
            tally.views, tally.visitors, tally.sessions, tally.entries, tally.entryUsers,
            tally.exits, tally.exitUsers, tally.bounces, tally.bounceUsers,
            tally.timeOnPage.count, Int(tally.timeOnPage.median ?? -1),
            Int(tally.timeOnPage.mean ?? -1),
        ]
        return ([title] + numbers.map { String($0) }).joined(separator: "|")
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

    /// One line a row: the 50 pages with the most views, the others, all.
    private static func sql(_ path: String, _ condition: String) -> String {
        """
        WITH log AS (
          SELECT ip, epoch_ms(time_utc) AS t, method, path, status FROM read_csv('\(path)')),
        gaps AS (
          SELECT *, t - lag(t) OVER (PARTITION BY ip ORDER BY t) > 1800000 AS late FROM log),
        sessions AS (
          SELECT *, count(*) FILTER (late) OVER (PARTITION BY ip ORDER BY t) AS session FROM gaps),
        counted AS (
          SELECT *, ip || ' ' || session AS visit FROM sessions WHERE \(condition)),
        placed AS (
          SELECT *,
            row_number() OVER w AS place,
            count(*) OVER (PARTITION BY visit) AS size,
            lead(t) OVER w - t AS stay
          FROM counted
          WINDOW w AS (PARTITION BY visit ORDER BY t, method, path)),
        top AS (SELECT path FROM counted GROUP BY path ORDER BY count(*) DESC, path LIMIT 50),
        labelled AS (
          SELECT *, CASE WHEN path IN (FROM top) THEN path ELSE '(other)' END AS label,
            CASE WHEN path IN (FROM top) THEN 0 ELSE 1 END AS part FROM placed
          UNION ALL SELECT *, '(all)', 2 FROM placed)
        SELECT concat_ws('|', label, count(*), count(DISTINCT ip), count(DISTINCT visit),
          count(*) FILTER (place = 1), count(DISTINCT ip) FILTER (place = 1),
          count(*) FILTER (place = size), count(DISTINCT ip) FILTER (place = size),
          count(*) FILTER (size = 1), count(DISTINCT ip) FILTER (size = 1),
          count(stay), coalesce(quantile_disc(stay, 0.5), -1),
          coalesce(CAST(floor(sum(stay) / count(stay) + 0.5) AS BIGINT), -1))
        FROM labelled GROUP BY label, part ORDER BY part, count(*) DESC, label
        """
    }
}
