import Definitions
import Warehouses

/// Tells the types of text columns from a file's first rows: the whole file where it is small.
struct TypeSniffer {
    static let sampleRows: Int64 = 100_000

    let session: any WarehouseSession
    let time: TimeExpression

    /// The narrowest type that holds every value of each column; nil for columns without values.
    ///
    /// Cost: reads the sample once.
    func types(of file: InputFile) async throws -> [String: DatasetSchema.PropertyType] {
        let texts = file.columns.filter { $0.kind == .text }.map(\.name)
        var types: [String: DatasetSchema.PropertyType] = [:]
        for column in file.columns where column.kind != .text {
            types[column.name] = column.kind.propertyType
        }
        guard !texts.isEmpty, file.format != .parquet else {
            for name in texts { types[name] = .text }
            return types
        }
        let isJSON = file.format == .jsonLines
        let facts = SQLFragment.joined(
            texts.map { isJSON ? jsonFacts($0) : plainFacts("\(name: $0)") }, by: ", ")
        let rows: SQLFragment =
            isJSON
            ? Self.jsonRows(file)
            : FileReader(file: file).relation(.skipped)
        let query: SQLFragment = """
            SELECT \(facts) FROM (SELECT * FROM \(rows) LIMIT \(number: Self.sampleRows))
            """
        let answers = try await booleans(query, of: file)
        for (index, name) in texts.enumerated() {
            types[name] = Self.type(answers[(index * 4)..<(index * 4 + 4)].map(\.self))
        }
        return types
    }

    /// Whether all values are whole numbers, numbers, truth values, times; NULL without values. A row
    /// without a value says nothing.
    private func plainFacts(_ text: SQLFragment) -> SQLFragment {
        let integer = "[+-]?(0|[1-9][0-9]{0,17})"
        let number = "[+-]?(0|[1-9][0-9]*)?([.][0-9]*)?([eE][+-]?[0-9]+)?"
        return """
            bool_and(regexp_full_match(\(text), \(literal: integer))), \
            bool_and(regexp_full_match(\(text), \(literal: number)) \
            AND coalesce(isfinite(TRY_CAST(\(text) AS DOUBLE)), \(text) IS NULL)), \
            bool_and(lower(\(text)) IN ('true', 'false')), \(isTime(text))
            """
    }

    private func jsonFacts(_ name: String) -> SQLFragment {
        let path = FileReader.jsonPath(name)
        let kind: SQLFragment = "nullif(json_type(line, \(literal: path)), 'NULL')"
        return """
            bool_and(\(kind) IN ('BIGINT', 'UBIGINT')), \
            bool_and(\(kind) IN ('BIGINT', 'UBIGINT', 'HUGEINT', 'UHUGEINT', 'DOUBLE')), \
            bool_and(\(kind) = 'BOOLEAN'), \(isTime("json_extract_string(line, \(literal: path))"))
            """
    }

    private func isTime(_ text: SQLFragment) -> SQLFragment {
        let form =
            "[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9:.]+ *([zZ]|[+-][0-9]{2}(:?[0-9]{2})?)?)?"
        let plain = TimeExpression(zone: time.zone, format: nil)
        return """
            bool_and(regexp_full_match(\(text), \(literal: form)) \
            AND (\(text) IS NULL OR (\(plain.milliseconds(text, .text))) IS NOT NULL))
            """
    }

    private static func jsonRows(_ file: InputFile) -> SQLFragment {
        let lines = FileReader(file: file).lines
        return "(SELECT CASE WHEN json_valid(line) THEN line END AS line FROM \(lines))"
    }

    private static func type(_ facts: [Bool?]) -> DatasetSchema.PropertyType? {
        let types: [DatasetSchema.PropertyType] = [.integer, .number, .boolean, .time]
        guard facts.contains(where: { $0 != nil }) else { return nil }
        return zip(facts, types).first { $0.0 == true }?.1 ?? .text
    }

    private func booleans(_ query: SQLFragment, of file: InputFile) async throws -> [Bool?] {
        do throws(WarehouseError) {
            let rows = try await session.rows(query.statement)
            guard let batch = try await rows.next() else { return [] }
            return batch.columns.map { column in
                guard case .boolean(let values) = column, values.presence[0] else { return nil }
                return values.values[0]
            }
        } catch {
            throw OperationError.unreadable(file, error)
        }
    }
}

extension DatasetSchema.PropertyType {
    /// The type that holds values of both; text where nothing narrower does.
    func joined(with other: Self) -> Self {
        if self == other { return self }
        let numbers: Set<Self> = [.integer, .number]
        return numbers.contains(self) && numbers.contains(other) ? .number : .text
    }
}
