/// Small words that all Korean descriptions share.
///
/// Names come before words of our own (`os 값이`, `'A' 이벤트가`), so that no particle depends on
/// how a name ends.
enum Korean {
    static func quoted(_ text: String) -> String { "‘\(text)’" }

    static func value(_ value: Value) -> String {
        if case .text(let text) = value { quoted(text) } else { value.words }
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
