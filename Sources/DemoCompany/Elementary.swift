/// Logarithm and exponential from IEEE arithmetic alone, so that every platform draws the same
/// company; the platforms' own libraries differ in the last bit. Good to nine digits.
enum Elementary {
    static func logarithm(_ x: Double) -> Double {
        let ratio = (x.significand - 1) / (x.significand + 1)
        let square = ratio * ratio
        var sum = 0.0
        for divisor in stride(from: 17.0, through: 1.0, by: -2.0) {
            sum = sum * square + 1 / divisor
        }
        return 2 * ratio * sum + Double(x.exponent) * ln2
    }

    static func exponential(_ x: Double) -> Double {
        let power = (x / ln2).rounded()
        let rest = x - power * ln2
        var sum = 1.0
        for divisor in stride(from: 10.0, through: 1.0, by: -1.0) {
            sum = 1 + sum * rest / divisor
        }
        return Double(sign: .plus, exponent: Int(power), significand: sum)
    }

    private static let ln2 = 0.693_147_180_559_945_3
}
