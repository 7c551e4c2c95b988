import Definitions
import Operations

extension ProcessSetting {
    /// What holds of a setting in this process, and who says so.
    init(_ setting: Setting, _ values: SettingValues) {
        let form: SettingForm =
            switch setting.kind {
            case .text: .text
            case .whole(let range): .whole(Int64(range.lowerBound)...Int64(range.upperBound))
            case .oneOf(let words): .choice(words)
            }
        func json(_ text: String) -> JSONValue {
            if case .whole = form, let number = Int64(text) { return .integer(number) }
            return .string(text)
        }
        self.init(
            name: setting.fileName, variable: setting.name, form: form,
            value: json(values.text(setting)), standard: json(setting.fallback),
            help: setting.help, source: values.source(of: setting))
    }
}
