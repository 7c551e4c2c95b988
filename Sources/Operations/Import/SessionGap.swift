/// The pause after which a session ends, as people write it.
///
///     SessionGap.milliseconds("30m")   // 1_800_000
package enum SessionGap {
    private static let units: [Character: Int64] = [
        "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000,
    ]

    /// A number alone is minutes; nil where the text is no span.
    package static func milliseconds(_ text: String) -> Int64? {
        let unit = text.last.flatMap { units[$0] }
        let number = Int64(unit == nil ? text : String(text.dropLast()))
        guard let number, (1...100_000).contains(number) else { return nil }
        return number * (unit ?? 60_000)
    }
}
