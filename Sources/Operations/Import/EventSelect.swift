import Definitions
import Warehouses

/// The SELECT that reads events from one file: the import runs it, and the SQL engine reads the
/// same relation again later.
///
/// Its columns are `cxm_user`, `cxm_time` (milliseconds since 1970 UTC), `cxm_event`, where there is a
/// sequence `cxm_sequence`, then the properties as `p0`, `p1`, … in the source's order.
struct EventSelect: RowSelect {
    let source: ImportSource
    let file: InputFile

    var properties: [DatasetSchema.Property] { source.properties }
    var time: TimeExpression { source.time }
    var condition: String? { source.condition }

    var outputs: [SQLFragment] {
        var outputs: [SQLFragment] = ["cxm_user", "cxm_time", "cxm_event"]
        if source.mapping.sequence != nil { outputs.append("cxm_sequence") }
        for (index, property) in source.properties.enumerated() {
            outputs.append("\(value(of: property)) AS \(name: "p\(index)")")
        }
        return outputs
    }

    func typed(_ faults: FileReader.Faults, numbered: Bool) -> SQLFragment {
        let mapping = source.mapping
        let values = PropertyExpression(time: source.time)
        func column(_ name: String) -> (name: SQLFragment, kind: StoredKind) {
            ("\(name: name)", file.column(name)?.kind ?? .text)
        }
        let (user, time, event) = (
            column(mapping.user), column(mapping.time), column(mapping.event)
        )
        var parts: [SQLFragment] = [
            "\(values.value(user.name, user.kind, as: .text)) AS cxm_user",
            "\(source.time.milliseconds(time.name, time.kind)) AS cxm_time",
            "\(values.value(event.name, event.kind, as: .text)) AS cxm_event",
            "\(time.name) IS NOT NULL AS cxm_has_time", "cxm_broken",
        ]
        if let sequence = mapping.sequence.map(column) {
            let value = values.value(sequence.name, sequence.kind, as: .integer)
            parts.append("\(value) AS cxm_sequence")
        }
        if numbered { parts += ["cxm_row", "cxm_text"] }
        parts += typedColumns(source.type)
        let rows = FileReader(file: file).relation(faults, numbered: numbered)
        return "(SELECT \(.joined(parts, by: ", ")) FROM \(rows))"
    }

    var fault: SQLFragment {
        let sequence: SQLFragment =
            source.mapping.sequence == nil
            ? "" : "WHEN cxm_sequence IS NULL THEN \(literal: RejectReason.noSequence.rawValue) "
        return """
            CASE WHEN cxm_broken THEN \(literal: RejectReason.brokenLine.rawValue) \
            WHEN coalesce(cxm_user, '') = '' THEN \(literal: RejectReason.noUser.rawValue) \
            WHEN coalesce(cxm_event, '') = '' THEN \(literal: RejectReason.noEvent.rawValue) \
            WHEN NOT cxm_has_time THEN \(literal: RejectReason.noTime.rawValue) \
            WHEN cxm_time IS NULL THEN \(literal: RejectReason.unreadableTime.rawValue) \
            \(sequence)END
            """
    }
}

extension DatasetSchema.PropertyType {
    var sqlType: String {
        switch self {
        case .text: "VARCHAR"
        case .integer, .time: "BIGINT"
        case .number: "DOUBLE"
        case .boolean: "BOOLEAN"
        }
    }
}
