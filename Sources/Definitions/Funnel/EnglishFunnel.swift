/// A funnel in English, sentence by sentence.
struct EnglishFunnel {
    let funnel: Funnel

    var text: String {
        ([question, range, filters] + exclusions + [hold, segments, breakdown])
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
        let steps = funnel.steps.map(Self.step)
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
        funnel.range.map { "The first step must happen \(Self.words($0))." }
    }

    static func words(_ range: TimeRange) -> String {
        switch range {
        case .fixed(let from, let to): "from \(from.text) until before \(to.text)"
        case .last(1, let unit): words(.this(unit))
        case .last(let count, let unit): "in the last \(count) \(unit.rawValue)s"
        case .this(.day): "today"
        case .this(let unit): "in this \(unit.rawValue)"
        case .previous(.day): "yesterday"
        case .previous(let unit): "in the previous \(unit.rawValue)"
        }
    }

    private var filters: String? {
        funnel.filters.isEmpty
            ? nil : "Only events count for which \(EnglishFilter.all(funnel.filters))."
    }

    private var exclusions: [String] {
        funnel.exclusions.map { exclusion in
            "An attempt ends when \(Self.step(exclusion.matcher)) happens between step "
                + "\(exclusion.afterStep) and step \(exclusion.beforeStep)."
        }
    }

    private var hold: String? {
        funnel.hold.isEmpty
            ? nil : "All steps have the same value of \(English.list(funnel.hold, "and"))."
    }

    private var segments: String? {
        guard funnel.segments != [.all] else { return nil }
        let groups = funnel.segments.map { choice in
            switch choice {
            case .all: "all users"
            case .members(let id): "members of the segment \(English.quoted(id))"
            case .others(let id): "users outside the segment \(English.quoted(id))"
            }
        }
        return groups.count == 1
            ? "Only \(groups[0]) count." : "Compared are \(English.list(groups, "and"))."
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

    /// `pay (amount is at least 100) or transfer`; with a label `Paid [pay]`.
    static func step(_ matcher: EventMatcher) -> String {
        let words = English.list(
            matcher.conditions.map { condition in
                let event = condition.event ?? "any event"
                return condition.filters.isEmpty
                    ? event : "\(event) (\(EnglishFilter.all(condition.filters)))"
            }, "or")
        guard let label = matcher.label, label != words else { return words }
        return "\(label) [\(words)]"
    }
}
