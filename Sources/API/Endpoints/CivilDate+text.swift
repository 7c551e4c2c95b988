import Definitions

extension CivilDate {
    /// `2026-11-24`; nil for anything else.
    init?(_ text: String) {
        guard text.utf8.count == 10, let moment = Moment(text), moment.text == text else {
            return nil
        }
        let parts = text.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3 else { return nil }
        self.init(year: parts[0], month: parts[1], day: parts[2])
    }
}
