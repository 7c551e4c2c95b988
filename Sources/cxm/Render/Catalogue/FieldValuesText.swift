import Definitions
import Operations

/// The values of a field with their counts.
struct FieldValuesText {
    let answer: FieldValuesAnswer
    let language: Language

    init(_ answer: FieldValuesAnswer, _ language: Language) {
        self.answer = answer
        self.language = language
    }

    var text: String { heading + "\n" + (answer.isMasked ? masked : values) }

    private var heading: String {
        var parts = ["\(Grouped.text(answer.rowCount)) in all"]
        parts.append(
            answer.distinctCount.map { Grouped.count($0, "different value") }
                ?? "too many values to count")
        parts.append("\(Grouped.text(answer.nullCount)) without")
        if answer.unreadableCount > 0 {
            parts.append("\(Grouped.text(answer.unreadableCount)) of them unreadable")
        }
        if let minimum = answer.minimum, let maximum = answer.maximum {
            parts.append("\(minimum) to \(maximum)")
        }
        return "\(answer.table).\(answer.field.name) (\(answer.field.title(in: language))): "
            + parts.joined(separator: ", ") + "\n"
    }

    private var masked: String {
        "The values are masked: the field is \(answer.field.personalData.rawValue) personal data. "
            + "--personal shows them.\n"
    }

    private var values: String {
        guard !answer.values.isEmpty else { return "No value fits.\n" }
        var grid = TextGrid(["value", "label", "count", "share"], numbers: [2, 3])
        for entry in answer.values {
            let share = answer.rowCount > 0 ? Double(entry.count) / Double(answer.rowCount) : 0
            grid.add([
                entry.text, entry.labels.text(in: language) ?? "", Grouped.text(entry.count),
                Grouped.percent(share),
            ])
        }
        let more = (answer.matchCount ?? 0) - answer.values.count
        return grid.text + (more > 0 ? "… and \(Grouped.text(more)) more\n" : "")
    }
}
