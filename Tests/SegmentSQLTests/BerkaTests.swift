import Definitions
import Foundation
import SQL
import SegmentSQL
import TestSupport
import Testing
import Warehouses

/// The Czech bank: clients reach loans and transactions through accounts, cards through dispositions.
/// The numbers were counted by a script of a few lines over the files.
@Suite(
    .serialized, .enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing),
    .enabled(if: SharedData.url("data/berka") != nil, Comment(rawValue: SharedData.absence)))
struct BerkaTests {
    static let catalogue = Catalogue(
        tables: [
            CatalogueTable(
                name: "clients", source: .warehouse(connection: "bank", path: ["clients"]),
                userKey: "client_id",
                fields: [
                    CatalogueField(name: "gender", type: .text),
                    CatalogueField(name: "born", type: .integer),
                ]),
            CatalogueTable(
                name: "dispositions",
                source: .warehouse(connection: "bank", path: ["dispositions"]),
                userKey: "client_id", keys: ["account": "account_id", "disposition": "disp_id"],
                fields: [CatalogueField(name: "type", type: .text)]),
            CatalogueTable(
                name: "cards", source: .warehouse(connection: "bank", path: ["cards"]),
                userKey: nil, keys: ["disposition": "disp_id"],
                fields: [CatalogueField(name: "type", type: .text)]),
            CatalogueTable(
                name: "loans", source: .warehouse(connection: "bank", path: ["loans"]),
                userKey: nil, keys: ["account": "account_id"], roles: [.time: "date"],
                fields: [
                    CatalogueField(name: "status", type: .text),
                    CatalogueField(name: "amount", type: .number),
                ]),
            CatalogueTable(
                name: "transactions",
                source: .warehouse(connection: "bank", path: ["transactions"]),
                userKey: nil, keys: ["account": "account_id"], roles: [.time: "date"],
                fields: [
                    CatalogueField(name: "type", type: .text),
                    CatalogueField(name: "amount", type: .number),
                ]),
        ], population: "clients")

    static let women =
        #"{"dataset":"clients","filters":[{"field":"gender","operator":"equals","value":"F"}]}"#
    static let fifties =
        #"{"dataset":"clients","filters":[{"field":"gender","operator":"equals","value":"F"},{"field":"born","operator":"between","value":[1950,1959]}]}"#
    static let gold =
        #"{"dataset":"cards","filters":[{"field":"type","operator":"equals","value":"gold"}],"join":{"key":"disposition"}}"#
    static let unpaid =
        #"{"dataset":"loans","filters":[{"field":"status","operator":"equals","value":"B"}],"join":{"key":"account"}}"#
    static let withdrawals =
        #"{"dataset":"transactions","filters":[{"field":"type","operator":"equals","value":"VYDAJ"},{"field":"amount","operator":"at_least","value":10000}],"range":{"from":"1993-01-01","to":"1994-01-01"},"having":[{"measure":"count","operator":"at_least","value":3}],"join":{"key":"account"}}"#

    /// Containers and how many clients they give.
    static let segments: [(String, Int)] = [
        (#"{"groups":[{"dataset":"clients"}]}"#, 5369),
        (#"{"groups":[\#(women)]}"#, 2645),
        (#"{"groups":[\#(fifties)]}"#, 478),
        (#"{"groups":[\#(gold)]}"#, 88),
        (#"{"groups":[\#(unpaid)]}"#, 31),
        (#"{"groups":[\#(women),\#(unpaid)]}"#, 17),
        (
            #"{"groups":[\#(women),{"dataset":"loans","join":{"key":"account"},"exclude":true}]}"#,
            2228
        ),
        (#"{"groups":[\#(withdrawals)]}"#, 436),
        (#"{"groups":[\#(withdrawals),\#(women)]}"#, 220),
        // The same account must have the loan and the withdrawals.
        (
            #"{"groups":[\#(withdrawals),{"dataset":"loans","join":{"key":"account"}}]}"#, 103
        ),
        (
            #"{"groups":[{"dataset":"transactions","having":[{"measure":"count","operator":"equals","value":0}],"join":{"key":"account"}}]}"#,
            3880
        ),
        (
            #"{"groups":[{"dataset":"transactions","filters":[{"field":"type","operator":"equals","value":"PRIJEM"}],"having":[{"measure":"sum","field":"amount","operator":"greater","value":500000}],"join":{"key":"account"}}]}"#,
            52
        ),
        (
            #"{"groups":[\#(fifties)]},{"groups":[\#(gold)]},{"subtract":true,"groups":[{"dataset":"loans","filters":[{"field":"status","operator":"in","value":["B","D"]}],"join":{"key":"account"}}]}"#,
            550
        ),
    ]

    @Test func `segments over different keys give the clients that a script counted`() async throws
    {
        let engine = try await SegmentDuckDB()
        try await Self.load(into: engine)
        let zone = try Zone("Europe/Prague")
        let reference = SegmentReference(
            catalogue: Self.catalogue, rows: try await Self.rows(of: engine), zone: zone)
        let date = CivilDate(year: 1994, month: 3, day: 31)
        for (containers, count) in Self.segments {
            let definition = try SegmentDefinition(parsing: #"{"containers":[\#(containers)]}"#)
            try definition.validate(against: Self.catalogue)
            let sql = try SegmentSQL(
                definition, on: date, catalogue: Self.catalogue, tables: Self.tables, zone: zone)
            let users = try await engine.keys(sql.query)
            #expect(users.count == count, "\(containers)")
            #expect(
                try reference.users(of: definition, on: date) == users,
                "the reference differs: \(containers)")
        }
    }

    static let tables = SegmentTables(
        Dictionary(
            uniqueKeysWithValues: catalogue.tables.map {
                ($0.name, SegmentTable(.table([$0.name]), clocks: ["date": .local]))
            }))

    /// The files as tables, with the codes that the bank put into numbers written out.
    static func load(into engine: SegmentDuckDB) async throws {
        let folder = try #require(SharedData.url("data/berka")).path
        func file(_ name: String) -> String {
            "read_csv('\(folder)/\(name)', delim=';', header=true, quote='\"', all_varchar=true)"
        }
        let day = "CAST(strptime('19' || date, '%Y%m%d') AS DATE) AS date"
        let selects = [
            "clients": """
            SELECT CAST(client_id AS INTEGER) AS client_id,
                CASE WHEN substr(birth_number, 3, 2) > '50' THEN 'F' ELSE 'M' END AS gender,
                1900 + CAST(substr(birth_number, 1, 2) AS INTEGER) AS born
            FROM \(file("client.asc"))
            """,
            "dispositions": "SELECT disp_id, client_id, account_id, type FROM \(file("disp.asc"))",
            "cards": "SELECT CAST(disp_id AS BIGINT) AS disp_id, type FROM \(file("card.asc"))",
            "loans": """
            SELECT CAST(account_id AS INTEGER) AS account_id, \(day), status,
                CAST(amount AS DOUBLE) AS amount FROM \(file("loan.asc"))
            """,
            "transactions": """
            SELECT CAST(account_id AS SMALLINT) AS account_id, \(day), type,
                CAST(amount AS DOUBLE) AS amount FROM \(file("trans_first49102.asc.gz"))
            """,
        ]
        for (name, select) in selects {
            try await engine.session.execute(Statement("CREATE TABLE \(name) AS \(select)"))
        }
    }

    /// The tables' rows for the reference.
    static func rows(
        of engine: SegmentDuckDB
    ) async throws -> [String: [SegmentReference.Row]] {
        let columns = [
            "clients": ["client_id", "gender", "born"],
            "dispositions": ["disp_id", "client_id", "account_id", "type"],
            "cards": ["disp_id", "type"], "loans": ["account_id", "date", "status", "amount"],
            "transactions": ["account_id", "date", "type", "amount"],
        ]
        var tables: [String: [SegmentReference.Row]] = [:]
        for (table, names) in columns {
            let list = names.map { $0 == "date" ? "CAST(date AS VARCHAR)" : $0 }
            let found = try await engine.rows(
                SQLText("SELECT \(list.joined(separator: ", ")) FROM \(table)"))
            tables[table] = found.map { values in
                var row: SegmentReference.Row = [:]
                for (name, value) in zip(names, values) { row[name] = value.definitionValue }
                return row
            }
        }
        return tables
    }
}

extension SQLValue {
    fileprivate var definitionValue: Value? {
        switch self {
        case .null: nil
        case .text(let text): .text(text)
        case .integer(let number): .integer(number)
        case .double(let number): .number(number)
        case .boolean(let flag): .boolean(flag)
        }
    }
}
