import Definitions

/// Numbers, durations and dates as people of a language read them.
struct Figures {
    let language: Language

    /// `12,345`
    func count(_ count: Int) -> String {
        var digits = Array(String(abs(count)))
        var index = digits.count - 3
        while index > 0 {
            digits.insert(",", at: index)
            index -= 3
        }
        return (count < 0 ? "-" : "") + String(digits)
    }

    /// `63.2%`
    func share(_ share: Double) -> String {
        let tenths = Int((share * 1000).rounded())
        return "\(tenths / 10).\(tenths % 10)%"
    }

    /// `45 s`, `2 h 5 min`, `3 days 4 h`; in Korean `45초`, `2시간 5분`, `3일 4시간`.
    func duration(_ milliseconds: Int64?) -> String {
        guard let milliseconds else { return "–" }
        guard milliseconds >= 1000 else {
            return unit("\(milliseconds)", " ms", "밀리초")
        }
        let seconds = (milliseconds + 500) / 1000
        let (days, hours, minutes) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60)
        let parts =
            if days > 0 {
                [unit("\(days)", days == 1 ? " day" : " days", "일"), unit("\(hours)", " h", "시간")]
            } else if hours > 0 {
                [unit("\(hours)", " h", "시간"), unit("\(minutes)", " min", "분")]
            } else if minutes > 0 {
                [unit("\(minutes)", " min", "분"), unit("\(seconds % 60)", " s", "초")]
            } else {
                [unit("\(seconds)", " s", "초")]
            }
        return parts.filter { !$0.hasPrefix("0") }.joined(separator: " ")
    }

    private func unit(_ number: String, _ english: String, _ korean: String) -> String {
        number + (language == .korean ? korean : english)
    }

    /// `2 Oct 2026`, `2026년 10월 2일`
    func date(_ date: CivilDate) -> String {
        switch language {
        case .english: "\(date.day) \(Self.months[date.month - 1]) \(date.year)"
        case .korean: "\(date.year)년 \(date.month)월 \(date.day)일"
        }
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// `31 Oct 2026, 23:59`, `2026년 10월 31일 23:59`
    func moment(_ milliseconds: Int64, in zone: Zone) -> String {
        let clock = String(zone.text(milliseconds).dropFirst(11).prefix(5))
        return date(zone.date(of: milliseconds)) + (language == .english ? ", " : " ") + clock
    }

    /// The first and the last day of a range: `2 Oct 2026 – 31 Oct 2026`.
    func range(_ range: ResolvedRange, in zone: Zone) -> String {
        date(zone.date(of: range.from)) + " – " + date(zone.date(of: range.to - 1))
    }
}
