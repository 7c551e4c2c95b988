import Definitions

/// SQL that turns a column into a property of a type.
struct PropertyExpression {
    let time: TimeExpression

    /// NULL where the column has no value or one that does not fit; a time becomes milliseconds
    /// since 1970 UTC.
    func value(
        _ column: SQLFragment, _ kind: StoredKind, as type: DatasetSchema.PropertyType
    ) -> SQLFragment {
        switch (kind, type) {
        case (.text, .text): return column
        case (_, .text): return "CAST(\(column) AS VARCHAR)"
        case (.integer, .integer): return "TRY_CAST(\(column) AS BIGINT)"
        case (.integer, .number), (.number, .number):
            let number: SQLFragment = "CAST(\(column) AS DOUBLE)"
            return "CASE WHEN isfinite(\(number)) THEN \(number) END"
        case (.boolean, .boolean): return column
        case (.other, .time): return time.milliseconds(text(column, kind), .text)
        case (_, .time): return time.milliseconds(column, kind)
        default: return converted(text(column, kind), to: type)
        }
    }

    /// The same, but a value that does not fit stops the statement.
    func strictValue(
        _ column: SQLFragment, _ kind: StoredKind, as type: DatasetSchema.PropertyType
    ) -> SQLFragment {
        let value = value(column, kind, as: type)
        guard type != .text, kind.propertyType != type || kind == .integer else { return value }
        return """
            CASE WHEN \(column) IS NOT NULL THEN coalesce(\(value), error(\(literal: Self.misfit))) \
            END
            """
    }

    /// The text in the error that a value which does not fit raises.
    static let misfit = "cxm: a value does not fit the type of its column"

    private func text(_ column: SQLFragment, _ kind: StoredKind) -> SQLFragment {
        kind == .text ? column : "CAST(\(column) AS VARCHAR)"
    }

    private func converted(
        _ text: SQLFragment, to type: DatasetSchema.PropertyType
    ) -> SQLFragment {
        switch type {
        case .text: return text
        case .integer:
            // A cast alone would round 1.5 to 2.
            return "CASE WHEN NOT contains(\(text), '.') THEN TRY_CAST(\(text) AS BIGINT) END"
        case .number:
            let number: SQLFragment = "TRY_CAST(\(text) AS DOUBLE)"
            return "CASE WHEN isfinite(\(number)) THEN \(number) END"
        case .boolean: return "TRY_CAST(\(text) AS BOOLEAN)"
        case .time: return time.milliseconds(text, .text)
        }
    }
}
