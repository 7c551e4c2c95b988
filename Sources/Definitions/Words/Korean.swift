/// Small words that all Korean descriptions share.
///
/// Names come before words of our own (`os 값이`, `'A' 이벤트가`), so that no particle depends on
/// how a name ends.
enum Korean {
    static func quoted(_ text: String) -> String { "‘\(text)’" }

    static func value(_ value: Value) -> String {
        if case .text(let text) = value { quoted(text) } else { value.words }
    }

    /// A name of somebody else's as a subject: `성별이`, `나이가`, `VIP 값이`.
    static func subject(_ name: String) -> String {
        guard let last = name.unicodeScalars.last, (0xAC00...0xD7A3).contains(last.value) else {
            return name + " 값이"
        }
        // Syllables come in runs of 28, of which the first ends with a vowel.
        return name + ((last.value - 0xAC00) % 28 == 0 ? "가" : "이")
    }

    /// `30일`
    static func span(_ span: TimeSpan) -> String { "\(span.value)" + unit(span.unit) }

    private static func unit(_ unit: TimeSpan.Unit) -> String {
        switch unit {
        case .millisecond: "밀리초"
        case .second: "초"
        case .minute: "분"
        case .hour: "시간"
        case .day: "일"
        case .week: "주"
        }
    }
}
