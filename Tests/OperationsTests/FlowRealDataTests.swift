import Definitions
import EventStore
import Foundation
import Operations
import TestSupport
import Testing
import Warehouses

/// Flows over the shared folder's real data, counted again by plain SQL and by funnels.
@Suite(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
struct FlowRealDataTests {
    private static let absence = Comment(rawValue: SharedData.absence)

    private func answer(_ question: String, _ fixture: ImportFixture) async throws -> Answer {
        try await AnalyzeQuestion(home: fixture.home, now: 0, threads: 2)(
            Question(parsing: question))
    }

    private func series(_ question: String, _ fixture: ImportFixture) async throws -> FlowSeries {
        guard case .flow(let result) = try await answer(question, fixture) else {
            preconditionFailure("a flow is answered by a flow")
        }
        let broken = FlowConservation.violations(
            in: result.series[0], steps: result.flow.steps)
        #expect(broken == [])
        return result.series[0]
    }

    /// The question's series by SQL on the files, which should be those of the native engine.
    private func expectSQL(
        _ question: String, gives native: FlowSeries, _ fixture: ImportFixture
    ) async throws {
        let warehouse = fixture.warehouse
        let analyze = AnalyzeQuestion(
            home: fixture.home, now: 0, threads: 2, warehouse: { warehouse })
        let answer = try await analyze(Question(parsing: question), engine: .sql)
        guard case .flow(let result) = answer else { return }
        #expect(result.series == [native])
    }

    /// The rows of a statement as texts joined by `|`.
    private func rows(_ text: String, _ fixture: ImportFixture) async throws -> Set<String> {
        let session = try await fixture.warehouse.session(SessionOptions())
        let stream = try await session.rows(Statement(text))
        var rows: Set<String> = []
        while let batch = try await stream.next() {
            guard case .text(let column) = batch.columns[0] else { continue }
            for row in 0..<batch.rowCount { rows.insert(column.string(row: row) ?? "") }
        }
        await session.close()
        return rows
    }

    private func links(_ series: FlowSeries) -> Set<String> {
        Set(series.links.map { "\($0.step)|\($0.from.title)|\($0.to.title)|\($0.count)" })
    }

    private static let loans = "data/loan-applications/bpi2012_events.csv.gz"

    @Test(.enabled(if: SharedData.url(loans) != nil, absence))
    func `steps after A_SUBMITTED are those of plain SQL and of the strict funnel`() async throws {
        let file = try #require(SharedData.url(Self.loans))
        try await ImportFixture.with { fixture in
            _ = try await ImportEvents(home: fixture.home, warehouse: fixture.warehouse, now: 0)(
                ImportRequest(
                    dataset: "test", files: [file.path],
                    mapping: ColumnMapping(
                        user: "case_id", time: "timestamp", event: "activity",
                        sequence: "event_no", properties: .all)))
            let filter =
                #""where":[{"property":"lifecycle","operator":"equals","value":"COMPLETE"}]"#
            let question =
                #"{"kind":"flow","dataset":"test","by":"event",\#(filter),"steps":6,"#
                + #""nodes_per_step":100,"collapse_repeats":false,"#
                + #""within":{"value":1000,"unit":"day"},"#
                + #""anchor":{"at":"start","value":"A_SUBMITTED"}}"#
            let flow = try await series(question, fixture)
            try await expectSQL(question, gives: flow, fixture)
            #expect(flow.nodes[0].arrivals == 13_087)
            let known = try await rows(Self.loanSQL(file.path), fixture)
            #expect(links(flow) == known)
            try await expectFunnels(flow, filter, fixture)
        }
    }

    private static func loanSQL(_ path: String) -> String {
        """
        WITH e AS (
          SELECT case_id, activity, row_number() OVER (
            PARTITION BY case_id ORDER BY "timestamp"::TIMESTAMPTZ, event_no) AS n
          FROM read_csv('\(path)') WHERE lifecycle = 'COMPLETE'),
        s AS (SELECT case_id, min(n) AS n FROM e WHERE activity = 'A_SUBMITTED' GROUP BY case_id)
        SELECT concat_ws('|', a.n - s.n, a.activity, b.activity, count(*))
        FROM s JOIN e a USING (case_id) JOIN e b ON b.case_id = a.case_id AND b.n = a.n + 1
        WHERE a.n - s.n BETWEEN 0 AND 4 GROUP BY a.n - s.n, a.activity, b.activity
        """
    }

    /// No application is submitted twice, so that the funnel's entry is the flow's start.
    private func expectFunnels(
        _ flow: FlowSeries, _ filter: String, _ fixture: ImportFixture
    ) async throws {
        let second = try #require(flow.links.first { $0.step == 0 })
        #expect(second.to == .value("A_PARTLYSUBMITTED"))
        #expect(second.count == 13_087)
        for link in flow.links where link.step == 1 {
            let funnel = try await answer(
                #"{"kind":"funnel","dataset":"test","order":"strict",\#(filter),"steps":["#
                    + #"{"event":"A_SUBMITTED"},{"event":"A_PARTLYSUBMITTED"},"#
                    + #"{"event":"\#(link.to.title)"}]}"#, fixture)
            #expect(funnel.funnelSeries[0].tally.users[2] == link.count, "\(link.to.title)")
        }
    }

    private static let weblog = "data/weblog-semicomplete/access_parsed.csv.gz"

    @Test(.enabled(if: SharedData.url(weblog) != nil, absence))
    func `page by page through a web log is as plain SQL counts it`() async throws {
        let file = try #require(SharedData.url(Self.weblog))
        try await ImportFixture.with { fixture in
            _ = try await ImportEvents(home: fixture.home, warehouse: fixture.warehouse, now: 0)(
                ImportRequest(
                    dataset: "test", files: [file.path],
                    mapping: ColumnMapping(
                        user: "ip", time: "time_utc", event: "method", roles: ["page": "path"])))
            let question =
                #"{"kind":"flow","dataset":"test","by":"page","unit":"session","steps":4,"#
                + #""nodes_per_step":100}"#
            let flow = try await series(question, fixture)
            try await expectSQL(question, gives: flow, fixture)
            let known = try await rows(Self.weblogSQL(file.path), fixture)
            let shown = flow.links.filter { $0.from != .other && $0.to != .other }
            #expect(shown.count > 100)
            for link in shown {
                let words = "\(link.step)|\(link.from.title)|\(link.to.title)|\(link.count)"
                #expect(known.contains(words), "\(words)")
            }
            for node in flow.nodes where node.label != .other && node.exits > 0 {
                let words = "\(node.step)|\(node.label.title)|(exit)|\(node.exits)"
                #expect(known.contains(words), "\(words)")
            }
            try await expectPeople(fixture)
        }
    }

    /// Links and exits of all sessions, repeats in a row as one.
    private static func weblogSQL(_ path: String) -> String {
        """
        WITH e AS (
          SELECT ip, "path" AS page, method, time_utc::TIMESTAMPTZ AS t
          FROM read_csv('\(path)')),
        g AS (SELECT *, CASE WHEN t - lag(t) OVER w > INTERVAL 30 MINUTE THEN 1 ELSE 0 END AS b
          FROM e WINDOW w AS (PARTITION BY ip ORDER BY t, method, page)),
        s AS (SELECT *, sum(b) OVER (PARTITION BY ip ORDER BY t, method, page
          ROWS UNBOUNDED PRECEDING) AS session FROM g),
        r AS (SELECT *, lag(page) OVER (PARTITION BY ip, session ORDER BY t, method, page) AS prev_page
          FROM s),
        p AS (SELECT *, row_number() OVER w - 1 AS step, lead(page) OVER w AS next_page FROM r
          WHERE prev_page IS NULL OR prev_page <> page
          WINDOW w AS (PARTITION BY ip, session ORDER BY t, method, page))
        SELECT concat_ws('|', step, page, coalesce(next_page, '(exit)'), count(*)) FROM p
        WHERE step <= 3 GROUP BY step, page, next_page
        """
    }

    /// From the most frequent page on, users are counted once: numbers are people.
    private func expectPeople(_ fixture: ImportFixture) async throws {
        let text =
            #"{"kind":"flow","dataset":"test","by":"page","steps":4,"nodes_per_step":5,"#
            + #""anchor":{"at":"start","value":"/projects/xdotool/"}}"#
        let flow = try await series(text, fixture)
        let question = try Question(parsing: text)
        let find = FindPeople(home: fixture.home, now: 0, threads: 2)
        #expect(flow.nodes.contains { $0.label == .other })
        for (element, count) in flow.elements(series: 0) {
            #expect(try await find(question, element: element.id).count == count, "\(element.id)")
        }
    }
}
