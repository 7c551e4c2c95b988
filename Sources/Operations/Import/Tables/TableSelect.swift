import Definitions
import Warehouses

/// The SELECT that reads the rows of a table from one file: the import runs it, and the SQL engine
/// reads the same relation again later.
///
/// Its columns are `cxm_user`, where there is one `cxm_time` (milliseconds since 1970 UTC), then the
/// attributes as `p0`, `p1`, … in the source's order.
struct TableSelect: RowSelect {
    let source: TableSource
    let file: InputFile

    var properties: [DatasetSchema.Property] { source.attributes }
    var time: TimeExpression { source.time }
    var condition: String? { source.condition }

    var outputs: [SQLFragment] {
        var outputs: [SQLFragment] = ["cxm_user"]
        if source.timeColumn != nil { outputs.append("cxm_time") }
        for (index, attribute) in source.attributes.enumerated() {
            outputs.append("\(value(of: attribute)) AS \(name: "p\(index)")")
        }
        return outputs
    }

    func typed(_ faults: FileReader.Faults, numbered: Bool) -> SQLFragment {
        let values = PropertyExpression(time: source.time)
        let user: SQLFragment = "\(name: source.user)"
        let kind = file.column(source.user)?.kind ?? .text
        var parts: [SQLFragment] = [
            "\(values.value(user, kind, as: .text)) AS cxm_user", "cxm_broken",
        ]
        if let column = source.timeColumn {
            let name: SQLFragment = "\(name: column)"
            let kind = file.column(column)?.kind ?? .text
            parts.append("\(source.time.milliseconds(name, kind)) AS cxm_time")
            parts.append("\(name) IS NOT NULL AS cxm_has_time")
        }
        if numbered { parts += ["cxm_row", "cxm_text"] }
        parts += typedColumns(source.type)
        let rows = FileReader(file: file).relation(faults, numbered: numbered)
        return "(SELECT \(.joined(parts, by: ", ")) FROM \(rows))"
    }

    var fault: SQLFragment {
        let time: SQLFragment =
            source.timeColumn == nil
            ? ""
            : """
            WHEN NOT cxm_has_time THEN \(literal: RejectReason.noTime.rawValue) \
            WHEN cxm_time IS NULL THEN \(literal: RejectReason.unreadableTime.rawValue)
            """
        return """
            CASE WHEN cxm_broken THEN \(literal: RejectReason.brokenLine.rawValue) \
            WHEN coalesce(cxm_user, '') = '' THEN \(literal: RejectReason.noUser.rawValue) \
            \(time) END
            """
    }
}
