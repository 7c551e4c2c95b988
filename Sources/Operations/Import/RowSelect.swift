import Definitions
import Warehouses

/// A SELECT that reads the rows of one file in the types of an import.
protocol RowSelect: Sendable {
    var file: InputFile { get }
    /// The columns that are kept, in the import's order.
    var properties: [DatasetSchema.Property] { get }
    var time: TimeExpression { get }
    /// The condition that a person gave.
    var condition: String? { get }

    /// What the import reads of a row.
    var outputs: [SQLFragment] { get }
    /// Why a row of `typed` cannot be taken; NULL where it can.
    var fault: SQLFragment { get }
    /// The file's rows in their types, numbered or not.
    func typed(_ faults: FileReader.Faults, numbered: Bool) -> SQLFragment
}

extension RowSelect {
    /// All rows that the condition lets through, those that lack something included.
    func rows() -> SQLFragment {
        "SELECT \(.joined(outputs, by: ", ")) FROM \(typed(.kept, numbered: false)) \(kept)"
    }

    /// The rows that can be taken; numbered ones have their places in the file as `cxm_row`.
    func readableRows(numbered: Bool = false) -> SQLFragment {
        let also: SQLFragment = condition.map { "AND (\(SQLFragment(sql: $0))\n)" } ?? ""
        let outputs = outputs + (numbered ? ["cxm_row"] : [])
        return """
            SELECT \(.joined(outputs, by: ", ")) FROM \(typed(.skipped, numbered: numbered)) \
            WHERE \(fault) IS NULL \(also)
            """
    }

    /// The other rows: `cxm_row`, why, and the row as written; in the file's order.
    func faultyRows() -> SQLFragment {
        """
        SELECT cxm_row, cxm_fault, cxm_text FROM (SELECT cxm_row, \(fault) AS cxm_fault, cxm_text \
        FROM \(typed(.skipped, numbered: true)) \(kept)) WHERE cxm_fault IS NOT NULL
        """
    }

    /// Broken lines pass, so that they are reported.
    private var kept: SQLFragment {
        guard let condition else { return "" }
        return "WHERE cxm_broken OR (\(SQLFragment(sql: condition))\n)"
    }

    /// The first row whose value does not fit the type of a property: `cxm_row`, the property's
    /// place in the source, and the value.
    func misfits() -> SQLFragment {
        let values = PropertyExpression(time: time)
        var misfit: SQLFragment = "CASE"
        var value: SQLFragment = "CASE"
        for (index, property) in properties.enumerated() {
            guard let column = file.column(property.name) else { continue }
            let name: SQLFragment = "\(name: column.name)"
            let fits = values.value(name, column.kind, as: property.type)
            let isMisfit: SQLFragment = "\(name) IS NOT NULL AND (\(fits)) IS NULL"
            misfit = "\(misfit) WHEN \(isMisfit) THEN \(number: Int64(index))"
            value = "\(value) WHEN \(isMisfit) THEN CAST(\(name) AS VARCHAR)"
        }
        let rows = FileReader(file: file).relation(.skipped, numbered: true)
        return """
            SELECT cxm_row, cxm_misfit, cxm_value FROM (SELECT cxm_row, \(misfit) END AS cxm_misfit, \
            \(value) END AS cxm_value FROM \(rows)) WHERE cxm_misfit IS NOT NULL LIMIT 1
            """
    }

    /// The file's columns in their types; a time is still as the file keeps it, so that conditions can
    /// name it.
    func typedColumns(_ type: (String) -> DatasetSchema.PropertyType?) -> [SQLFragment] {
        let values = PropertyExpression(time: time)
        return file.columns.map { column in
            let name: SQLFragment = "\(name: column.name)"
            let type = type(column.name) ?? column.kind.propertyType
            let value = type == .time ? name : values.strictValue(name, column.kind, as: type)
            return "\(value) AS \(name)"
        }
    }

    /// A property out of `typedColumns`.
    func value(of property: DatasetSchema.Property) -> SQLFragment {
        guard let column = file.column(property.name) else {
            return "CAST(NULL AS \(SQLFragment(sql: property.type.sqlType)))"
        }
        guard property.type == .time else { return "\(name: property.name)" }
        return PropertyExpression(time: time)
            .strictValue("\(name: property.name)", column.kind, as: .time)
    }
}
