package import Definitions

/// One random segment over small random tables whose keys have different types, are missing, empty or
/// repeated; the seed repeats it.
package struct SegmentTrial: Sendable, CustomStringConvertible {
    /// How a column is kept in a warehouse.
    package enum ColumnKind: Sendable {
        case text, integer, double, boolean
        /// A timestamp in UTC, one on the wall clock, whole milliseconds.
        case timestamp, localTimestamp, milliseconds
    }

    package struct Column: Sendable {
        package let name: String
        package let kind: ColumnKind
    }

    package let seed: UInt64
    package let catalogue: Catalogue
    package let definition: SegmentDefinition
    package let rows: [String: [SegmentReference.Row]]
    package let zone: Zone
    package let date = CivilDate(year: 2026, month: 3, day: 10)

    package init(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        self.seed = seed
        zone = try random.pick([Zone("Asia/Seoul"), .utc, Zone("America/New_York")])
        catalogue = RandomSegmentTables.catalogue
        rows = RandomSegmentTables.rows(using: &random)
        definition = RandomSegment.make(in: catalogue, using: &random)
    }

    package var reference: SegmentReference {
        SegmentReference(catalogue: catalogue, rows: rows, zone: zone)
    }

    package var description: String {
        "seed \(seed), \(zone.name)\n\(definition.json.rendered())"
    }
}

/// The tables of random segments.
package enum RandomSegmentTables {
    package static let columns: [String: [SegmentTrial.Column]] = [
        "members": [
            .init(name: "uid", kind: .integer), .init(name: "age", kind: .integer),
            .init(name: "sex", kind: .text), .init(name: "joined", kind: .milliseconds),
        ],
        "payments": [
            .init(name: "payer", kind: .text), .init(name: "acc", kind: .double),
            .init(name: "at", kind: .timestamp), .init(name: "amount", kind: .double),
            .init(name: "method", kind: .text), .init(name: "ok", kind: .boolean),
        ],
        "accounts": [
            .init(name: "owner", kind: .integer), .init(name: "account", kind: .text),
            .init(name: "branch", kind: .integer),
        ],
        "loans": [
            .init(name: "account", kind: .integer), .init(name: "granted", kind: .localTimestamp),
            .init(name: "status", kind: .text), .init(name: "amount", kind: .integer),
        ],
    ]

    static let catalogue = Catalogue(
        tables: [
            table(
                "members", user: "uid",
                fields: [("age", .integer), ("sex", .text), ("joined", .time)]),
            table(
                "payments", user: "payer", keys: ["account": "acc"], time: "at",
                fields: [("amount", .number), ("method", .text), ("ok", .boolean), ("at", .time)]),
            table(
                "accounts", user: "owner", keys: ["account": "account", "branch": "branch"],
                fields: [("branch", .integer)]),
            table(
                "loans", user: nil, keys: ["account": "account"], time: "granted",
                fields: [("status", .text), ("amount", .integer), ("granted", .time)]),
        ], population: "members")

    private static func table(
        _ name: String, user: String?, keys: [String: String] = [:], time: String? = nil,
        fields: [(String, DatasetSchema.PropertyType)]
    ) -> CatalogueTable {
        CatalogueTable(
            name: name, source: .warehouse(connection: "lake", path: [name]), userKey: user,
            keys: keys, roles: time.map { [.time: $0] } ?? [:],
            fields: fields.map { CatalogueField(name: $0.0, type: $0.1) })
    }

    static func rows(using random: inout SplitMix64) -> [String: [SegmentReference.Row]] {
        var rows: [String: [SegmentReference.Row]] = [:]
        for (table, count) in [("members", 18), ("payments", 45), ("accounts", 16), ("loans", 18)] {
            let rowCount =
                random.chance(5) ? 0 : Int.random(in: (count / 3)...count, using: &random)
            rows[table] = (0..<rowCount).map { _ in
                var row: SegmentReference.Row = [:]
                for column in columns[table] ?? [] where !random.chance(8) {
                    row[column.name] = value(column, using: &random)
                }
                return row
            }
        }
        return rows
    }

    private static func value(
        _ column: SegmentTrial.Column, using random: inout SplitMix64
    ) -> Value {
        switch (column.name, column.kind) {
        case ("uid", _), ("owner", _): .integer(Int64.random(in: 1...9, using: &random))
        case ("payer", _):
            .text(random.pick(["1", "2", "3", "4", "5", "7", "8", "12", "x", "", "02"]))
        case ("account", .text): .text(random.pick(["1", "2", "3", "4", "5", "a", ""]))
        case ("account", _): .integer(Int64.random(in: 1...6, using: &random))
        case ("acc", _): .number(random.pick([1, 2, 3, 4, 5, 2.5]))
        case ("age", _): .integer(random.pick([20, 29, 30, 35, 39, 40]))
        case ("sex", _): .text(random.pick(["F", "M", ""]))
        case ("amount", .double): .number(random.pick([0, 0.25, 1, 2.5, 10, -1]))
        case (_, .boolean): .boolean(random.chance(50))
        case (_, .integer): .integer(random.pick([0, 1, 2, 5, 10]))
        case (_, .text): .text(random.pick(["A", "B", "card", "카드"]))
        default: .text(moment(using: &random))
        }
    }

    static func moment(using random: inout SplitMix64) -> String {
        let day = random.pick([
            "2026-02-08", "2026-02-28", "2026-03-01", "2026-03-03", "2026-03-04", "2026-03-09",
            "2026-03-10", "2026-03-11",
        ])
        return day + "T" + random.pick(["00:00:00", "03:30:00", "15:00:00", "23:59:59"]) + "Z"
    }
}
