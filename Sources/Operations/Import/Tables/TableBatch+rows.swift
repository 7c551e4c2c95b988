import Attributes
import Columns
import Definitions
import EventStore
import Warehouses

extension TableBatch {
    /// The rows in a batch of a `TableSelect`, and how many of them lack something.
    static func reading(
        _ batch: RowBatch, hasTimes: Bool, attributes: [DatasetSchema.Property]
    ) -> (rows: TableBatch, faultCount: Int) {
        guard case .text(let users) = batch.columns[0] else {
            preconditionFailure("the SELECT has a user first")
        }
        var times: IntegerColumn?
        if hasTimes, case .integer(let column) = batch.columns[1] { times = column }
        let values = zip(attributes, batch.columns.dropFirst(hasTimes ? 2 : 1)).map {
            PropertyValues($0.1, $0.0.type)
        }
        let all = TableBatch(users: TextBlock(users), times: times?.values, values: values)
        guard users.hasGaps || (times?.presence.nullCount ?? 0) > 0 else { return (all, 0) }
        let rows = (0..<batch.rowCount).filter { row in
            users.hasText(row) && times?.presence[row] ?? true
        }
        let picked = TableBatch(
            users: all.users.picking(rows),
            times: all.times.map { all in rows.map { all[$0] } },
            values: values.map { $0.picking(rows) })
        return (picked, batch.rowCount - rows.count)
    }
}
