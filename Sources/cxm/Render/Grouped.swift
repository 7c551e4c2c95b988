/// Numbers as people read them.
enum Grouped {
    /// `1234567` becomes `1,234,567`.
    static func text(_ number: Int) -> String {
        var groups: [Substring] = []
        var digits = Substring(String(number.magnitude))
        while digits.count > 3 {
            groups.insert(digits.suffix(3), at: 0)
            digits = digits.dropLast(3)
        }
        groups.insert(digits, at: 0)
        return (number < 0 ? "-" : "") + groups.joined(separator: ",")
    }

    /// `0.123` becomes `12.3 %`.
    static func percent(_ share: Double) -> String {
        let tenths = Int((share * 1000).rounded())
        return "\(tenths / 10).\(tenths % 10) %"
    }

    /// `1 row`, `1,200 rows`
    static func count(_ number: Int, _ noun: String) -> String {
        text(number) + " " + noun + (number == 1 ? "" : "s")
    }

    /// Milliseconds in the two largest units that say something: `350 ms`, `3.2 s`, `2 h 5 min`.
    static func duration(_ milliseconds: Int64) -> String {
        switch milliseconds {
        case ..<1000: return "\(milliseconds) ms"
        case ..<60_000: return "\(milliseconds / 1000).\(milliseconds % 1000 / 100) s"
        default: break
        }
        let minutes = milliseconds / 60_000
        if minutes < 60 { return pair(minutes, "min", milliseconds / 1000 % 60, "s") }
        if minutes < 1440 { return pair(minutes / 60, "h", minutes % 60, "min") }
        return pair(minutes / 1440, "d", minutes / 60 % 24, "h")
    }

    private static func pair(
        _ large: Int64, _ largeUnit: String, _ small: Int64, _ smallUnit: String
    ) -> String {
        "\(large) \(largeUnit)" + (small == 0 ? "" : " \(small) \(smallUnit)")
    }
}
