package import Definitions

extension Schedule {
    /// `every day at 06:30, and after each import of “payments”`
    package func words(in language: Language) -> String {
        switch language {
        case .english: rules.map(\.english).joined(separator: ", and ")
        case .korean: rules.map(\.korean).joined(separator: ", ")
        }
    }
}

extension Schedule.Rule {
    fileprivate var english: String {
        switch self {
        case .daily(let time): "every day at \(time.text)"
        case .weekly(let days, let time): "every \(Self.list(days.map(\.english))) at \(time.text)"
        case .afterImport(let name): "after each import of “\(name)”"
        }
    }

    fileprivate var korean: String {
        switch self {
        case .daily(let time): "매일 \(time.text)"
        case .weekly(let days, let time):
            "매주 \(days.map(\.korean).joined(separator: "·")) \(time.text)"
        case .afterImport(let name): "‘\(name)’ 데이터를 가져올 때마다"
        }
    }

    private static func list(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " and " + last
    }
}

extension Weekday {
    fileprivate var english: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }

    fileprivate var korean: String {
        switch self {
        case .monday: "월요일"
        case .tuesday: "화요일"
        case .wednesday: "수요일"
        case .thursday: "목요일"
        case .friday: "금요일"
        case .saturday: "토요일"
        case .sunday: "일요일"
        }
    }
}
