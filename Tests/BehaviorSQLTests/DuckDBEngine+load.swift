import BehaviorSQL
import Definitions
import SQL
import TestSupport
import Warehouses

extension DuckDBEngine {
    /// Puts the journeys into tables, in place of those before.
    func load(_ journeys: JourneySet) async throws {
        let types = journeys.propertyTypes.sorted { $0.key < $1.key }
        let columns = types.map { ", \"\($0.key)\" \($0.value.duckDB)" }.joined()
        try await session.execute(
            Statement(
                "CREATE OR REPLACE TABLE events "
                    + "(\"user\" VARCHAR, \"time\" BIGINT, \"event\" VARCHAR, \"sequence\" BIGINT"
                    + columns + ")"))
        var rows: [[Parameter]] = []
        for journey in journeys.users {
            for event in journey.events {
                var row: [Parameter] = [.text(journey.user), .integer(event.time)]
                row.append(.text(event.name))
                row.append(event.sequence.map { .integer($0) } ?? .null)
                for (name, type) in types {
                    let value = event.properties[name]
                    row.append(value.map { $0.parameter(type, journeys.zone) } ?? .null)
                }
                rows.append(row)
            }
        }
        try await insert(rows, into: "events")
        var users: [[Parameter]] = []
        let attributes = journeys.attributeTable
        for user in journeys.users {
            users.append(
                [.text(user.user)]
                    + attributes.map { attribute in
                        user.attributes[attribute.name]
                            .map { $0.parameter(attribute.type, journeys.zone) } ?? .null
                    })
        }
        let named = attributes.map { ", \"\($0.name)\" \($0.type.duckDB)" }.joined()
        try await fill("users", "\"user\" VARCHAR" + named, users)
        var members: [[Parameter]] = []
        for (id, users) in journeys.segments {
            members += users.map { [.text(id), .text($0)] }
        }
        try await fill("segments", "segment VARCHAR, \"user\" VARCHAR", members)
    }

    private func fill(_ table: String, _ columns: String, _ rows: [[Parameter]]) async throws {
        try await session.execute(Statement("CREATE OR REPLACE TABLE \(table) (\(columns))"))
        try await insert(rows, into: table)
    }

    private func insert(_ rows: [[Parameter]], into table: String) async throws {
        guard let width = rows.first?.count else { return }
        let row = "(" + Array(repeating: "?", count: width).joined(separator: ", ") + ")"
        let places = Array(repeating: row, count: rows.count).joined(separator: ", ")
        try await session.execute(
            Statement("INSERT INTO \(table) VALUES \(places)", rows.flatMap { $0 }))
    }
}

extension JourneySet {
    /// The users' attributes; `grade` always.
    fileprivate var attributeTable: [EventTable.Property] {
        let types = attributeTypes.merging(["grade": .text]) { $1 }
        return types.sorted { $0.key < $1.key }.map { .init($0.key, $0.value) }
    }

    /// The tables that `load` makes, with the users whom a question is about.
    func eventTable(for scope: Scope) throws -> EventTable {
        try eventTable.restricted(to: scope.userFilters, zone: zone)
    }

    /// The tables that `load` makes.
    var eventTable: EventTable {
        EventTable(
            source: .table(["events"]), user: "user", time: .milliseconds("time"), event: "event",
            sequence: hasSequence ? "sequence" : nil,
            properties: propertyTypes.sorted { $0.key < $1.key }.map { .init($0.key, $0.value) },
            users: .init(
                .init(.table(["users"]), column: "user"), attributes: attributeTable),
            sessionGapMilliseconds: sessionGapMilliseconds)
    }

    var segmentTables: [String: EventTable.KeyList] {
        Dictionary(
            uniqueKeysWithValues: segments.keys.map { id in
                let text = SQLText(
                    "SELECT \"user\" FROM segments WHERE segment = ?", [.text(id)])
                return (id, EventTable.KeyList(.fragment(text), column: "user"))
            })
    }
}

extension DatasetSchema.PropertyType {
    fileprivate var duckDB: String {
        switch self {
        case .text: "VARCHAR"
        case .integer, .time: "BIGINT"
        case .number: "DOUBLE"
        case .boolean: "BOOLEAN"
        }
    }
}

extension Value {
    fileprivate func parameter(_ type: DatasetSchema.PropertyType, _ zone: Zone) -> Parameter {
        switch (type, self) {
        case (.text, _): .text(words)
        case (.time, .text(let text)):
            Moment(text).map { .integer($0.instant(in: zone)) } ?? .null
        case (.number, .integer(let number)): .double(Double(number))
        case (_, .integer(let number)): .integer(number)
        case (_, .number(let number)): .double(number)
        case (_, .boolean(let flag)): .boolean(flag)
        case (_, .text(let text)): .text(text)
        }
    }
}
