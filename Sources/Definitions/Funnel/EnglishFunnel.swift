/// A funnel in English, sentence by sentence.
struct EnglishFunnel {
    let funnel: Funnel

    var text: String {
        ([question, range, EnglishScope.filters(funnel.scope)] + exclusions + [
            hold, EnglishScope.segments(funnel.segments), breakdown,
        ])
        .compactMap(\.self).joined(separator: " ")
    }

    private var question: String {
        let subject =
            switch funnel.unit {
            case .user: "How many users go through "
            case .session: "In how many sessions do users go through "
            case .entry: "Of all entries into the first step, how many go through "
            }
        return subject + steps + order + window + stepWindow + "?"
    }

    private var steps: String {
        let steps = funnel.steps.map(EnglishScope.step)
        return funnel.order == .unordered
            ? English.list(steps, "and") : steps.joined(separator: " → ")
    }

    private var order: String {
        switch funnel.order {
        case .ordered: " in this order"
        case .strict: " in this order, with no other event between two steps,"
        case .unordered: " in any order"
        }
    }

    private var window: String {
        funnel.window.map { " within " + English.span($0) } ?? ""
    }

    private var stepWindow: String {
        funnel.stepWindow.map { ", with at most \(English.span($0)) from one step to the next" }
            ?? ""
    }

    private var range: String? {
        funnel.range.map { "The first step must happen \(EnglishScope.words($0))." }
    }

    private var exclusions: [String] {
        funnel.exclusions.map { exclusion in
            "An attempt ends when \(EnglishScope.step(exclusion.matcher)) happens between step "
                + "\(exclusion.afterStep) and step \(exclusion.beforeStep)."
        }
    }

    private var hold: String? {
        funnel.hold.isEmpty
            ? nil : "All steps have the same value of \(English.list(funnel.hold, "and"))."
    }

    private var breakdown: String? {
        funnel.breakdown.map { breakdown in
            let values =
                breakdown.limit == 1
                ? "the most frequent value" : "the \(breakdown.limit) most frequent values"
            return switch breakdown.subject {
            case .attribute(let name): "Split by the user's \(name), \(values)."
            case .property(let name, let step): "Split by \(name) at step \(step), \(values)."
            }
        }
    }
}
