import Columns
import Definitions

extension EventIngest {
    /// Throws where a batch is not what the plan says.
    func check(_ batch: EventBatch) throws(EventStoreError) {
        let rows = batch.rowCount
        guard batch.users.rowCount == rows, batch.events.rowCount == rows,
            batch.sequences.map({ $0.count == rows }) ?? true,
            batch.properties.allSatisfy({ $0.rowCount == rows }),
            batch.properties.allSatisfy({
                $0.presence.isEmpty || $0.presence.count >= (rows + 63) / 64
            })
        else { throw .badBatch(reason: "the columns of a batch differ in length") }
        guard (batch.sequences != nil) == layout.hasSequence else {
            throw .badBatch(
                reason: layout.hasSequence
                    ? "the sequence is missing that the plan promises"
                    : "there is a sequence that the plan does not mention")
        }
        guard batch.properties.map(\.type) == plan.properties.map(\.type) else {
            throw .badBatch(
                reason: "the properties are not those of the plan: "
                    + plan.properties.map { "\($0.name) \($0.type.rawValue)" }
                    .joined(separator: ", "))
        }
        try checkRows(batch)
    }

    private func checkRows(_ batch: EventBatch) throws(EventStoreError) {
        if let row = batch.users.firstRowWithoutText {
            throw .badBatch(reason: "row \(row + 1) of a batch has no user")
        }
        if let row = batch.events.firstRowWithoutText {
            throw .badBatch(reason: "row \(row + 1) of a batch has no event name")
        }
        for (row, time) in batch.times.enumerated() where !DayCalendar.times.contains(time) {
            throw .badBatch(
                reason: "row \(row + 1) of a batch has the time \(time) ms since 1970, which lies "
                    + "outside the years 1 to 9999")
        }
    }
}

extension TextBlock {
    /// The first row that has no text, or an empty one.
    fileprivate var firstRowWithoutText: Int? {
        var hasEmpty = false
        for code in 1..<max(1, valueCount) where ends[code] == ends[code - 1] { hasEmpty = true }
        guard hasEmpty else { return codes.firstIndex(of: 0) }
        return codes.firstIndex { $0 == 0 || ends[Int($0)] == ends[Int($0) - 1] }
    }
}
