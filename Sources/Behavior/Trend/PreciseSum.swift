/// A sum of doubles with twice their precision, so that the order of adding does not show.
///
///     var sum = PreciseSum()
///     sum.add(0.1)
///     sum.value  // 0.1
///
/// What each addition rounds away is kept and added up as well (Knuth's two-sum).
struct PreciseSum: Sendable {
    private var high = 0.0
    private var low = 0.0

    var value: Double { high.isFinite ? high + low : high }

    @inline(__always)
    mutating func add(_ value: Double) {
        let sum = high + value
        let part = sum - high
        low += (high - (sum - part)) + (value - part)
        high = sum
    }

    mutating func add(_ other: PreciseSum) {
        add(other.high)
        low += other.low
    }
}
