import Foundation

/// Whether two groups of users differ more than chance explains; no verdict with fewer than 30 users
/// on a side.
package enum Significance {
    package static let leastUsers = 30

    /// The two-sided p-value of two proportions, by the pooled z-test; nil without a verdict, and where
    /// nobody or everybody has the value.
    ///
    ///     Significance.proportions(60, of: 100, 40, of: 100)  // 0.0047
    package static func proportions(
        _ left: Int, of leftCount: Int, _ right: Int, of rightCount: Int
    ) -> Double? {
        guard leftCount >= leastUsers, rightCount >= leastUsers else { return nil }
        let (n, m) = (Double(leftCount), Double(rightCount))
        let pooled = Double(left + right) / (n + m)
        let error = (pooled * (1 - pooled) * (1 / n + 1 / m)).squareRoot()
        guard error > 0 else { return nil }
        let z = (Double(left) / n - Double(right) / m) / error
        return erfc(abs(z) / 2.squareRoot())
    }

    /// Pearson's chi-square of a table of two rows of users.
    package struct ChiSquare: Hashable, Sendable {
        package let statistic: Double
        package let degrees: Int
        /// Nil without a verdict.
        package let pValue: Double?
        /// Cramér's V: 0 for no association, 1 for a perfect one.
        package let cramersV: Double

        /// Columns without users do not count; nil where fewer than two are left, or a row is empty.
        package init?(_ top: [Int], _ bottom: [Int]) {
            let (topSum, bottomSum) = (top.reduce(0, +), bottom.reduce(0, +))
            let columns = zip(top, bottom).filter { $0.0 + $0.1 > 0 }
            guard topSum > 0, bottomSum > 0, columns.count > 1 else { return nil }
            let total = Double(topSum + bottomSum)
            var statistic = 0.0
            for (a, b) in columns {
                let share = Double(a + b) / total
                for (count, sum) in [(a, topSum), (b, bottomSum)] {
                    let expected = share * Double(sum)
                    statistic += (Double(count) - expected) * (Double(count) - expected) / expected
                }
            }
            self.statistic = statistic
            degrees = columns.count - 1
            let isEnough = topSum >= leastUsers && bottomSum >= leastUsers
            pValue = isEnough ? Self.tail(statistic, degrees) : nil
            cramersV = min(1, (statistic / total).squareRoot())
        }

        /// The probability that chi-square is greater: the upper regularized incomplete gamma function
        /// of half the degrees and half the value (Abramowitz and Stegun 26.4.19, 6.5.29, 6.5.31).
        package static func tail(_ value: Double, _ degrees: Int) -> Double {
            let (a, x) = (Double(degrees) / 2, value / 2)
            guard x > 0 else { return 1 }
            let front = exp(a * log(x) - x - lgamma(a))
            return x < a + 1 ? max(0, 1 - front * series(a, x)) : min(1, front * fraction(a, x))
        }

        /// The power series of the lower function.
        private static func series(_ a: Double, _ x: Double) -> Double {
            var term = 1 / a
            var sum = term
            var n = a
            while term > sum * 1e-16 {
                n += 1
                term *= x / n
                sum += term
            }
            return sum
        }

        /// The continued fraction of the upper one, by Lentz's method.
        private static func fraction(_ a: Double, _ x: Double) -> Double {
            var b = x + 1 - a
            var c = 1e300
            var d = 1 / b
            var result = d
            for index in 1...10_000 {
                let factor = -Double(index) * (Double(index) - a)
                b += 2
                d = 1 / (factor * d + b)
                c = b + factor / c
                result *= c * d
                if abs(c * d - 1) < 1e-15 { break }
            }
            return result
        }
    }

    /// The Jensen–Shannon divergence of two distributions in bits (Lin 1991): 0 where they are the same,
    /// 1 where they share no value; 0 where one has no users.
    package static func divergence(_ left: [Int], _ right: [Int]) -> Double {
        let (n, m) = (Double(left.reduce(0, +)), Double(right.reduce(0, +)))
        guard n > 0, m > 0 else { return 0 }
        var sum = 0.0
        for (a, b) in zip(left, right) {
            let (p, q) = (Double(a) / n, Double(b) / m)
            let middle = (p + q) / 2
            if p > 0 { sum += p * log2(p / middle) / 2 }
            if q > 0 { sum += q * log2(q / middle) / 2 }
        }
        return min(1, max(0, sum))
    }
}
