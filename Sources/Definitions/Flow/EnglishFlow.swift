/// A flow in English, sentence by sentence.
struct EnglishFlow {
    let flow: Flow

    var text: String {
        [
            question, unit, within, range, filters, rules, hidden, repeats, nodes, segments,
        ].compactMap(\.self).joined(separator: " ")
    }

    private var subject: String {
        switch flow.subject {
        case .event: "events"
        case .page: "pages"
        case .property(let name): "values of \(name)"
        }
    }

    private var question: String {
        let steps = ", \(flow.steps) steps in all?"
        return switch flow.anchor {
        case .start(let value):
            "Which \(subject) follow after \(English.quoted(value))" + steps
        case .end(let value):
            "Which \(subject) come before \(English.quoted(value)), going backwards" + steps
        case nil where flow.unit == .transition:
            "Which \(subject) follow each other, from every one on" + steps
        case nil: "Which \(subject) do sessions begin with, and what follows" + steps
        }
    }

    private var unit: String {
        switch (flow.unit, flow.anchor) {
        case (.user, nil): "Each user counts once, with the first session."
        case (.user, _): "Each user counts once, at the first match."
        case (.session, nil): "Each session counts once."
        case (.session, _): "Each session counts once, at its first match."
        case (.transition, nil): "Every step of every session counts."
        case (.transition, _): "Every match counts."
        }
    }

    private var within: String? {
        flow.within.map { "Paths cross sessions and last up to \(English.span($0))." }
    }

    private var range: String? {
        flow.scope.range.map { "The paths are pinned \(Self.words($0))." }
    }

    private static func words(_ range: TimeRange) -> String {
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
        flow.scope.filters.isEmpty
            ? nil : "Only events count for which \(EnglishFilter.all(flow.scope.filters))."
    }

    private var rules: String? {
        guard !flow.rules.isEmpty else { return nil }
        let words = flow.rules.map { "\($0.pattern) as \(English.quoted($0.label))" }
        return "Shown together are " + English.list(words, "and") + "."
    }

    private var hidden: String? {
        flow.hidden.isEmpty
            ? nil : "Left out are \(English.list(flow.hidden.map(English.quoted), "and"))."
    }

    private var repeats: String {
        flow.collapsesRepeats
            ? "Repeats in a row are one step." : "Repeats in a row are steps of their own."
    }

    private var nodes: String {
        "At each step the \(flow.nodesPerStep) most frequent are shown."
    }

    private var segments: String? {
        guard flow.scope.segments != [.all] else { return nil }
        let groups = flow.scope.segments.map { choice in
            switch choice {
            case .all: "all users"
            case .members(let id): "members of the segment \(English.quoted(id))"
            case .others(let id): "users outside the segment \(English.quoted(id))"
            }
        }
        return groups.count == 1
            ? "Only \(groups[0]) count." : "Compared are \(English.list(groups, "and"))."
    }
}
