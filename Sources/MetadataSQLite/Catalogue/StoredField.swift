import Definitions
import GRDB
import Metadata

/// A row of `catalogue_field`.
enum StoredField {
    static let columns =
        "name, column_name, type, labels, descriptions, synonyms, value_labels, operators, "
        + "personal_data, is_hidden, time_format"

    static func read(_ row: inout RowReader) throws -> CatalogueField {
        CatalogueField(
            name: row.value(), column: row.value(), type: try row.choice(),
            labels: try StoredText.read(row.json()),
            descriptions: try StoredText.read(row.json()),
            synonyms: try StoredText.list(row.json()), valueLabels: try valueLabels(row.json()),
            operators: try row.optionalJSON().map(operators), personalData: try row.choice(),
            isHidden: row.value(), timeFormat: row.optional())
    }

    static func insert(
        _ field: CatalogueField, of table: String, _ position: Int, _ db: Database
    ) throws {
        let valueLabels = field.valueLabels.sorted { $0.key < $1.key }.map {
            JSONValue.Member($0.key, StoredText.value($0.value))
        }
        try db.run(
            """
            INSERT INTO catalogue_field (table_name, position, \(columns))
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                table, position, field.name, field.column, field.type.rawValue,
                StoredText.json(field.labels), StoredText.json(field.descriptions),
                JSONValue.list(field.synonyms), JSONValue.object(valueLabels).rendered(),
                field.operators.map { JSONValue.list($0.map(\.rawValue)) },
                field.personalData.rawValue, field.isHidden, field.timeFormat,
            ])
    }

    private static func valueLabels(_ json: JSONValue) throws -> [String: LocalizedText] {
        var labels: [String: LocalizedText] = [:]
        for member in try StoredText.members(json) {
            labels[member.name] = try StoredText.read(member.value)
        }
        return labels
    }

    private static func operators(_ json: JSONValue) throws -> [Comparison.Operator] {
        try StoredText.list(json).map { name in
            guard let known = Comparison.Operator(rawValue: name) else {
                throw MetadataError.unknownWord(name)
            }
            return known
        }
    }
}
