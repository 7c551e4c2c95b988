import Definitions
import EventStore
import Foundation
import Operations
import TestSupport
import Testing

/// Imports of the shared folder's real data, with the numbers that others have published.
@Suite(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
struct RealDataTests {
    private static let absence = Comment(rawValue: SharedData.absence)

    private func run(
        _ path: String, _ mapping: ColumnMapping, timeFormat: String? = nil,
        body: (ImportFixture, ImportReport) async throws -> Void
    ) async throws {
        let file = try #require(SharedData.url(path))
        try await ImportFixture.with { fixture in
            let operation = ImportEvents(home: fixture.home, warehouse: fixture.warehouse, now: 0)
            let report = try await operation(
                ImportRequest(
                    dataset: "test", files: [file.path], mapping: mapping, timeFormat: timeFormat))
            try await body(fixture, report)
        }
    }

    @Test(.enabled(if: SharedData.url("data/loan-applications") != nil, absence))
    func `loan applications give the published funnel`() async throws {
        let mapping = ColumnMapping(
            user: "case_id", time: "timestamp", event: "activity", sequence: "event_no",
            properties: .all)
        let path = "data/loan-applications/bpi2012_events.csv.gz"
        try await run(path, mapping) { fixture, report in
            #expect(report.summary?.eventCount == 262_200)
            let question = try Question(
                parsing: """
                    {"kind":"funnel","dataset":"test",
                     "where":[{"property":"lifecycle","operator":"equals","value":"COMPLETE"}],
                     "steps":[{"event":"A_SUBMITTED"},{"event":"A_PREACCEPTED"},
                      {"event":"A_ACCEPTED"},{"event":"O_SENT"},{"event":"O_SENT_BACK"},
                      {"event":"A_APPROVED"}]}
                    """)
            let answer = try await AnalyzeQuestion(home: fixture.home, now: 0, threads: 2)(
                question)
            #expect(answer.funnelSeries[0].tally.users == [13087, 7367, 5113, 5015, 3254, 2246])
        }
    }

    @Test(.enabled(if: SharedData.url("data/online-retail") != nil, absence))
    func `invoice lines without a customer are reported`() async throws {
        let mapping = ColumnMapping(
            user: "CustomerID", time: "InvoiceDate", event: "Country",
            properties: .named(["StockCode", "Quantity"]))
        try await run("data/online-retail/online_retail.csv.gz", mapping) { fixture, report in
            #expect(report.summary?.eventCount == 541_909 - 135_080)
            #expect(report.summary?.userCount == 4372)
            #expect(report.rejects.counts == [.noUser: 135_080])
            let users = try fixture.users()
            #expect(users.contains("17850.0"))
        }
    }

    @Test(.enabled(if: SharedData.url("data/berka") != nil, absence))
    func `bank transactions with semicolons and dates of six digits are read`() async throws {
        let mapping = ColumnMapping(
            user: "account_id", time: "date", event: "type", sequence: "trans_id",
            properties: .named(["amount", "k_symbol"]))
        let path = "data/berka/trans_first49102.asc.gz"
        try await run(path, mapping, timeFormat: "%y%m%d") { fixture, report in
            #expect(report.summary?.eventCount == 49_102)
            #expect(report.summary?.days.first?.text == "1993-01-01")
            #expect(report.properties.map(\.type) == [.number, .text])
        }
    }

    @Test(.enabled(if: SharedData.url("data/cdnow") != nil, absence))
    func `purchases with dates only and ids with zeros are read`() async throws {
        let mapping = ColumnMapping(
            user: "customer_id", time: "date", event: "cds", properties: .named(["amount"]))
        try await run("data/cdnow/cdnow_master.csv.gz", mapping) { fixture, report in
            #expect(report.summary?.eventCount == 69_659)
            #expect(report.summary?.userCount == 23_570)
            let users = try fixture.users()
            #expect(users.first == "00001")
        }
    }

    @Test(.enabled(if: SharedData.url("data/online-retail") != nil, absence))
    func `customers of December 2010 come back as published`() async throws {
        let mapping = ColumnMapping(
            user: "CustomerID", time: "InvoiceDate", event: "Country",
            properties: .named(["Quantity"]))
        try await run("data/online-retail/online_retail.csv.gz", mapping) { fixture, _ in
            let events = try fixture.events().map { "{\"event\":\"\($0)\"}" }
            let text = """
                {"kind":"retention","dataset":"test","period":"month",
                 "periods":13,"start":{"any_of":[\(events.joined(separator: ","))]}}
                """
            let cohorts = try await cohorts(text, fixture)
            #expect(cohorts.count == 13)
            #expect(cohorts[0].start.text == "2010-12-01")
            #expect(cohorts[0].users == 948)
            #expect(
                cohorts[0].cells.map(\.users) == [
                    948, 362, 317, 367, 341, 376, 360, 336, 336, 374, 354, 474, 260,
                ])
            #expect(cohorts[0].cells.map(\.isComplete).firstIndex(of: false) == 12)
            #expect(cohorts.reduce(0) { $0 + $1.users } == 4372)
            let find = FindPeople(home: fixture.home, now: 0, threads: 2)
            let question = try Question(parsing: text)
            let active = try await find.ids(question, element: "active-1=2010-12-01")
            let inactive = try await find.ids(question, element: "inactive-1=2010-12-01")
            #expect(active.total == 362)
            #expect(inactive.total == 948 - 362)
            let split =
                text.dropLast(2) + #","measure":{"kind":"sum","property":"Quantity"},"#
                + #""breakdown":{"property":"Quantity","limit":3}}"#
            let rows = try await series(String(split), fixture)
            #expect(rows.count == 5 && rows[4].breakdown == .other)
            #expect(rows[0].counts.prefix(3) == [948, 948, 0])
            let answer = RetentionAnswer(series: rows, users: [:])
            #expect(answer.violations() == [])
        }
    }

    @Test(.enabled(if: SharedData.url("data/cdnow") != nil, absence))
    func `all of cdnow's customers start in one quarter`() async throws {
        let mapping = ColumnMapping(
            user: "customer_id", time: "date", event: "cds", properties: .named(["amount"]))
        try await run("data/cdnow/cdnow_master.csv.gz", mapping) { fixture, _ in
            let events = try fixture.events().map { "{\"event\":\"\($0)\"}" }
            let text = """
                {"kind":"retention","dataset":"test","period":"month","periods":18,
                 "start":{"any_of":[\(events.joined(separator: ","))]},"start_kind":"first_ever"}
                """
            let cohorts = try await cohorts(text, fixture)
            #expect(cohorts.count == 18)
            #expect(
                cohorts.prefix(3).map(\.start.text) == ["1997-01-01", "1997-02-01", "1997-03-01"])
            #expect(cohorts.map(\.users).prefix(4) == [7846, 8476, 7248, 0])
            #expect(cohorts.reduce(0) { $0 + $1.users } == 23_570)
            #expect(cohorts[0].cells.map(\.users).prefix(4) == [7846, 1157, 964, 810])
            #expect(cohorts[2].cells[15].users == 457)
        }
    }

    private func cohorts(_ text: String, _ fixture: ImportFixture) async throws
        -> [RetentionCohort]
    {
        guard case .cohorts(let cohorts)? = try await series(text, fixture).first?.table else {
            return []
        }
        return cohorts
    }

    /// What both engines say.
    private func series(
        _ text: String, _ fixture: ImportFixture
    ) async throws -> [RetentionSeries] {
        let warehouse = fixture.warehouse
        let analyze = AnalyzeQuestion(
            home: fixture.home, now: 0, threads: 2, warehouse: { warehouse })
        let question = try Question(parsing: text)
        let answer = try await analyze(question)
        let sql = try await analyze(question, engine: .sql)
        #expect(sql.retentionSeries == answer.retentionSeries)
        return answer.retentionSeries
    }
}
