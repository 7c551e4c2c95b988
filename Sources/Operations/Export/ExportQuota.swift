package import Definitions

/// How many rows a caller may export a day.
///
///     {"rows_per_day": 10000000, "callers": {"client/push-sender": 500000}}
package struct ExportQuota: Hashable, Sendable {
    /// The project's setting.
    package static let setting = "export_quota"

    /// Of those who are not named; nil: no limit.
    package var rowsPerDay: Int?
    package var callers: [String: Int]

    package init(rowsPerDay: Int? = nil, callers: [String: Int] = [:]) {
        self.rowsPerDay = rowsPerDay
        self.callers = callers
    }

    package init(_ reader: JSONReader) throws(DefinitionError) {
        try reader.allow(["rows_per_day", "callers"])
        self.init()
        let rows: ClosedRange<Int64> = 0...1_000_000_000_000
        rowsPerDay = try reader.optional("rows_per_day")
            .map { (reader) throws(DefinitionError) in Int(try reader.integer(in: rows)) }
        guard let named = try reader.optional("callers") else { return }
        guard case .object(let members) = named.value else {
            throw DefinitionError(
                .wrongType, at: named.pointer, "This should be an object: rows by caller.")
        }
        for member in members {
            callers[member.name] = Int(try named.member(member.name).integer(in: rows))
        }
    }

    package var json: JSONValue {
        [
            "rows_per_day": .count(rowsPerDay),
            "callers": .object(
                callers.sorted { $0.key < $1.key }.map { .init($0.key, .integer(Int64($0.value))) }
            ),
        ]
    }

    /// Nil: no limit.
    package func limit(of caller: String) -> Int? { callers[caller] ?? rowsPerDay }
}
