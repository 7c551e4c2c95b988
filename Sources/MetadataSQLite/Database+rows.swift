import Definitions
import GRDB
import Metadata

/// What a statement can be given for a `?`.
typealias Argument = (any DatabaseValueConvertible)?

extension Database {
    /// Runs a statement that gives nothing back; it is prepared once a connection.
    func run(_ sql: String, _ arguments: [Argument] = []) throws {
        try cachedStatement(sql: sql).execute(arguments: StatementArguments(arguments))
    }

    /// All rows, each made into a value.
    func all<Value>(
        _ sql: String, _ arguments: [Argument] = [], _ make: (inout RowReader) throws -> Value
    ) throws -> [Value] {
        let rows = try Row.fetchCursor(
            cachedStatement(sql: sql), arguments: StatementArguments(arguments))
        var values: [Value] = []
        while let row = try rows.next() {
            var reader = RowReader(row)
            values.append(try make(&reader))
        }
        return values
    }

    /// The first row of a statement that gives few.
    func first<Value>(
        _ sql: String, _ arguments: [Argument] = [], _ make: (inout RowReader) throws -> Value
    ) throws -> Value? {
        try all(sql, arguments, make).first
    }

    /// The id of a row beside `id` in which the column is the value; nil: there is none.
    ///
    ///     try db.other(than: metric.id, in: "metric", "name", is: metric.name)
    func other(
        than id: Int64, in table: String, _ column: String, is value: String
    ) throws -> Int64? {
        try first(
            "SELECT id FROM \(table) WHERE \(column) = ? AND id <> ?", [value, id]
        ) { $0.value() as Int64 }
    }

    /// A transaction that has the right to write from its start on, so that what it reads stays true.
    func transaction<Value>(_ change: (Database) throws -> Value) throws -> Value {
        try beginTransaction(.immediate)
        do {
            let value = try change(self)
            try commit()
            return value
        } catch {
            // SQLite has rolled back by itself after some errors, such as a full disk.
            if isInsideTransaction { try rollback() }
            throw error
        }
    }
}

/// Reads a row's columns from left to right.
struct RowReader {
    private let row: Row
    private var index = 0

    init(_ row: Row) {
        self.row = row
    }

    mutating func value<Value: DatabaseValueConvertible & StatementColumnConvertible>() -> Value {
        defer { index += 1 }
        return row[index]
    }

    mutating func optional<Value: DatabaseValueConvertible & StatementColumnConvertible>()
        -> Value?
    {
        defer { index += 1 }
        return row[index]
    }

    mutating func json() throws -> JSONValue {
        try JSONValue(stored: value())
    }

    mutating func optionalJSON() throws -> JSONValue? {
        let text: String? = optional()
        return try text.map(JSONValue.init(stored:))
    }

    mutating func choice<Choice: RawRepresentable<String>>() throws -> Choice {
        let name: String = value()
        guard let choice = Choice(rawValue: name) else { throw MetadataError.unknownWord(name) }
        return choice
    }
}

extension JSONValue {
    init(stored text: String) throws {
        do {
            try self.init(parsing: text)
        } catch {
            throw MetadataError.badJSON(error.description)
        }
    }

    /// Ids as one argument: `… IN (SELECT value FROM json_each(?))`.
    static func list(_ ids: [Int64]) -> String {
        JSONValue.array(ids.map { .integer($0) }).rendered()
    }

    static func list(_ words: [String]) -> String {
        JSONValue.array(words.map { .string($0) }).rendered()
    }
}
