import Bitmaps
import Definitions
import Foundation
import Identities
import Metadata
import Operations
import Segments
import TestSupport
import Testing

/// The Czech bank's files, registered and asked as people do: clients reach loans and transactions
/// through accounts, cards through dispositions. The numbers were counted by a script over the files.
@Suite(
    .enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing),
    .enabled(if: SharedData.url("data/berka") != nil, Comment(rawValue: SharedData.absence)))
struct BerkaSegmentTests {
    private static let women =
        #"{"dataset":"clients","filters":[{"field":"gender","operator":"equals","value":"F"}]}"#
    private static let fifties =
        #"{"dataset":"clients","filters":[{"field":"gender","operator":"equals","value":"F"},{"field":"born","operator":"between","value":[1950,1959]}]}"#
    private static let gold =
        #"{"dataset":"cards","filters":[{"field":"type","operator":"equals","value":"gold"}],"join":{"key":"disposition"}}"#
    private static let withdrawals =
        #"{"dataset":"transactions","filters":[{"field":"type","operator":"equals","value":"VYDAJ"},{"field":"amount","operator":"at_least","value":10000}],"range":{"from":"1993-01-01","to":"1994-01-01"},"having":[{"measure":"count","operator":"at_least","value":3}],"join":{"key":"account"}}"#

    /// Containers and how many clients they give.
    private static let segments: [(String, Int)] = [
        (#"{"groups":[\#(women)]}"#, 2645),
        (#"{"groups":[\#(withdrawals),\#(women)]}"#, 220),
        // The same account must have the loan and the withdrawals.
        (#"{"groups":[\#(withdrawals),{"dataset":"loans","join":{"key":"account"}}]}"#, 103),
        (
            #"{"groups":[{"dataset":"transactions","having":[{"measure":"count","operator":"equals","value":0}],"join":{"key":"account"}}]}"#,
            3880
        ),
        (
            #"{"groups":[\#(fifties)]},{"groups":[\#(gold)]},{"subtract":true,"groups":[{"dataset":"loans","filters":[{"field":"status","operator":"in","value":["B","D"]}],"join":{"key":"account"}}]}"#,
            550
        ),
    ]

    private func withBank(
        _ body: (SegmentSpace, CatalogueFixture) async throws -> Void
    ) async throws {
        let folder = try #require(SharedData.url("data/berka")).path
        func file(_ name: String) -> String {
            "read_csv('\(folder)/\(name)', delim=';', header=true, quote='\"', all_varchar=true)"
        }
        let day = "CAST(strptime('19' || date, '%Y%m%d') AS DATE) AS date"
        try await CatalogueFixture.with { fixture in
            try await fixture.inDatabase(
                "bank.db",
                [
                    """
                    CREATE TABLE clients AS SELECT CAST(client_id AS INTEGER) AS client_id,
                        CASE WHEN substr(birth_number, 3, 2) > '50' THEN 'F' ELSE 'M' END AS gender,
                        1900 + CAST(substr(birth_number, 1, 2) AS INTEGER) AS born
                    FROM \(file("client.asc"))
                    """,
                    "CREATE TABLE dispositions AS SELECT disp_id, client_id, account_id, type FROM \(file("disp.asc"))",
                    "CREATE TABLE cards AS SELECT CAST(disp_id AS DOUBLE) AS disp_id, type FROM \(file("card.asc"))",
                    "CREATE TABLE loans AS SELECT CAST(account_id AS INTEGER) AS account_id, \(day), status FROM \(file("loan.asc"))",
                    """
                    CREATE TABLE transactions AS SELECT CAST(account_id AS SMALLINT) AS account_id,
                        \(day), type, CAST(amount AS DOUBLE) AS amount
                    FROM \(file("trans_first49102.asc.gz"))
                    """,
                ])
            try await fixture.connect("bank", to: "bank.db")
            let register = RegisterTable(fixture.context)
            for (name, user, keys, time) in [
                ("clients", "client_id", [:], nil),
                (
                    "dispositions", "client_id",
                    ["account": "account_id", "disposition": "disp_id"], nil
                ),
                ("cards", nil, ["disposition": "disp_id"], nil),
                ("loans", nil, ["account": "account_id"], "date"),
                ("transactions", nil, ["account": "account_id"], "date"),
            ] as [(String, String?, [String: String], String?)] {
                _ = try await register(
                    TableRegistration(
                        name: name, connection: "bank", path: [name], userKey: user, keys: keys,
                        roles: time.map { [.time: $0] } ?? [:]))
            }
            try await EditCatalogue(fixture.context).setPopulation("clients")
            try await body(
                SegmentSpace(
                    catalogue: fixture.context, metadata: fixture.metadata, actor: "kim",
                    threads: 2), fixture)
        }
    }

    @Test func `segments over different keys are saved, run and previewed`() async throws {
        try await withBank { space, fixture in
            var saved: [SegmentRecord] = []
            for (index, segment) in Self.segments.enumerated() {
                let draft = try SegmentDraft(
                    parsing: #"{"name":"s\#(index)","containers":[\#(segment.0)]}"#)
                saved.append(try await SaveSegment(space)(draft))
                let preview = try await PreviewSegment(space)(draft.definition, on: "1994-03-31")
                #expect(preview.users.count == segment.1, "\(segment.0)")
                #expect(preview.population == 5369)
            }
            let report = try await RunSegments(space)(saved, on: "1994-03-31", publishes: true)
            #expect(report.snapshots.map(\.size) == Self.segments.map(\.1))
            #expect(report.held.isEmpty)
            // The waterfall of the women of the fifties: all clients, women, and those born then.
            let steps = try await PreviewSegment(space)(
                space.currentVersion(of: saved[4]).parsed, on: "1994-03-31"
            ).containers[0].groups[0].steps.map(\.count)
            #expect(steps == [5369, 2645, 478])
            let overlap = try await OverlapSegments(
                records: space.metadata, store: space.snapshots)([saved[0].id, saved[1].id])
            #expect(overlap.overlap.pairs[0].both == 220)
        }
    }
}
