import Warehouses

/// Gathers timestamps of any unit as microseconds.
final class TimeBuilder: ColumnBuilder {
    private let multiplier: Int64
    private let divisor: Int64
    private var values: [Int64] = []
    private var presence = PresenceBuilder()

    init(multiplier: Int64, divisor: Int64) {
        self.multiplier = multiplier
        self.divisor = divisor
    }

    func append(_ vector: Vector) {
        let hasNulls = presence.append(vector)
        let start = values.count
        let stored = unsafe vector.elements(as: Int64.self)
        if multiplier == 1, divisor == 1 {
            unsafe values.append(contentsOf: stored)
        } else {
            unsafe values.append(contentsOf: stored.map(microseconds))
        }
        if hasNulls { vector.clearNulls(in: &values, from: start, to: 0) }
    }

    func finish() -> Column {
        defer { values = values.emptied() }
        return .timestamp(IntegerColumn(values: values, presence: presence.finish()))
    }

    /// Rounds towards the past; DuckDB's `infinity` stays at the end of the range.
    private func microseconds(_ value: Int64) -> Int64 {
        if divisor != 1 {
            let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
            return remainder < 0 ? quotient - 1 : quotient
        }
        let (product, overflow) = value.multipliedReportingOverflow(by: multiplier)
        return overflow ? (value < 0 ? .min : .max) : product
    }
}

/// Gathers days.
final class DateBuilder: ColumnBuilder {
    private var values: [Int64] = []
    private var presence = PresenceBuilder()

    func append(_ vector: Vector) {
        let hasNulls = presence.append(vector)
        let start = values.count
        unsafe values.append(contentsOf: vector.elements(as: Int32.self).lazy.map(Int64.init))
        if hasNulls { vector.clearNulls(in: &values, from: start, to: 0) }
    }

    func finish() -> Column {
        defer { values = values.emptied() }
        return .date(IntegerColumn(values: values, presence: presence.finish()))
    }
}
