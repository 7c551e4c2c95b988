/// A stream of random numbers (SplitMix64) named by seed, member, purpose and ordinal.
///
///     var random = RandomStream(seed: 1, member: 42, purpose: .visit, ordinal: 3)
///     random.chance(0.1)
///
/// Streams of different names are unrelated: a draw added to one purpose leaves all others as
/// they were. Cost: three multiplications per number, no memory.
struct RandomStream: Sendable {
    /// What the numbers are for; raw values are part of the data's identity, never reuse one.
    enum Purpose: UInt64 {
        case profile = 1
        case enrolment, traits, lifecycle, agenda, push, visit, update, friends
    }

    private var state: UInt64

    init(seed: UInt64, member: Int, purpose: Purpose, ordinal: Int = 0) {
        var name = Self.mixed(seed &+ 0x9E37_79B9_7F4A_7C15)
        name = Self.mixed(name ^ UInt64(truncatingIfNeeded: member))
        name = Self.mixed(name &+ purpose.rawValue &* 0xD1B5_4A32_D192_ED03)
        state = Self.mixed(name ^ UInt64(truncatingIfNeeded: ordinal))
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mixed(state)
    }

    /// Evenly in 0..<1.
    mutating func fraction() -> Double { Double(next() >> 11) * 0x1p-53 }

    mutating func chance(_ probability: Double) -> Bool { fraction() < probability }

    /// Evenly in the range.
    mutating func integer(in range: ClosedRange<Int>) -> Int {
        let count = UInt64(range.upperBound - range.lowerBound + 1)
        return range.lowerBound + Int(next().multipliedFullWidth(by: count).high)
    }

    /// Waiting times: many short ones, few long ones.
    mutating func exponential(mean: Double) -> Double {
        -mean * Elementary.logarithm(1 - fraction())
    }

    /// Amounts and habits: half lie below the median, a spread of 1 makes the rich 10 times as
    /// rich. Normal numbers by the sum of four even ones.
    mutating func logNormal(median: Double, spread: Double) -> Double {
        let sum = fraction() + fraction() + fraction() + fraction()
        let normal = (sum - 2) * 1.732_050_807_568_877
        return median * Elementary.exponential(normal * spread)
    }

    /// One of the values, each as often as its weight says.
    mutating func choice<Value>(_ values: [(Value, Double)]) -> Value {
        var rest = fraction() * values.reduce(0) { $0 + $1.1 }
        for (value, weight) in values {
            rest -= weight
            if rest < 0 { return value }
        }
        return values[values.count - 1].0
    }

    /// One of the values, all alike.
    mutating func element<Value>(of values: [Value]) -> Value {
        values[integer(in: 0...values.count - 1)]
    }

    private static func mixed(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
