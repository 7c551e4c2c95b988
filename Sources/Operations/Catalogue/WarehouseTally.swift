import Definitions
import SQL
import Warehouses

/// Counts the values of a field of a warehouse's table with one statement.
///
/// Cost: one pass of the warehouse over the column, and a group for each value.
struct WarehouseTally: Sendable {
    let session: CatalogueSession

    /// `search`: only values that fit; the counts of the whole field stay.
    func of(
        _ field: CatalogueField, in table: CatalogueTable, search: SearchText? = nil,
        labelled: [String] = []
    ) async throws -> FieldTally {
        let relation = try await session.relation(of: table)
        guard let column = relation.fields[field.name] else {
            throw OperationError.fieldGone(field.name, table: table.name)
        }
        let rows = try await session.rows(
            statement(relation, column, condition(search, labelled)))
        guard let facts = rows.first else {
            return FieldTally([], rowCount: 0, isText: field.type == .text)
        }
        let entries = rows.compactMap { row -> FieldTally.Entry? in
            guard let count = row[1].count, let value = Value(row[0], field.type) else {
                return nil
            }
            return .init(value: value, count: count)
        }
        var tally = FieldTally(entries, rowCount: facts[2].count ?? 0, isText: true)
        tally.nullCount = facts[3].count ?? 0
        tally.unreadableCount = facts[4].count ?? 0
        tally.distinctCount = facts[5].count ?? 0
        if field.type != .text, field.type != .boolean {
            tally.minimum = Value(facts[6], field.type)
            tally.maximum = Value(facts[7], field.type)
        }
        return tally
    }

    private func statement(
        _ relation: CatalogueRelation, _ column: CatalogueRelation.Column, _ shown: SQLFragment
    ) -> SQLFragment {
        """
        WITH counted AS MATERIALIZED (SELECT value, count(*) AS n, count(stored) AS present FROM \
        (SELECT \(name: column.name) AS value, \(name: column.stored) AS stored FROM \
        (\(relation.query))) GROUP BY value), \
        facts AS (SELECT CAST(coalesce(sum(n), 0) AS BIGINT) AS total, \
        CAST(coalesce(sum(CASE WHEN value IS NULL THEN n END), 0) AS BIGINT) AS nulls, \
        CAST(coalesce(sum(CASE WHEN value IS NULL THEN present END), 0) AS BIGINT) AS unreadable, \
        count(value) AS kinds, min(value) AS least, max(value) AS greatest FROM counted), \
        shown AS (SELECT value, n FROM counted WHERE value IS NOT NULL AND \(shown) \
        ORDER BY n DESC, value LIMIT \(number: Int64(FieldTally.entryLimit))) \
        SELECT shown.value, shown.n, facts.total, facts.nulls, facts.unreadable, facts.kinds, \
        facts.least, facts.greatest FROM facts LEFT JOIN shown ON TRUE \
        ORDER BY shown.n DESC, shown.value
        """
    }

    private func condition(_ search: SearchText?, _ labelled: [String]) -> SQLFragment {
        guard let search else { return "TRUE" }
        let pattern: SQLFragment =
            "regexp_matches(lower(CAST(value AS VARCHAR)), \(value: .text(search.pattern)))"
        guard !labelled.isEmpty else { return pattern }
        let values = labelled.map { value -> SQLFragment in "\(value: .text(value))" }
        return "(\(pattern) OR CAST(value AS VARCHAR) IN (\(.joined(values, by: ", "))))"
    }
}

extension Value {
    /// A value that a relation of the catalogue gives in a type.
    fileprivate init?(_ cell: SQLValue, _ type: DatasetSchema.PropertyType) {
        switch cell {
        case .null: return nil
        case .text(let text): self = .text(text)
        case .integer(let number):
            self = type == .number ? .number(Double(number)) : .integer(number)
        case .double(let number): self = .number(number)
        case .boolean(let flag): self = .boolean(flag)
        }
    }
}
