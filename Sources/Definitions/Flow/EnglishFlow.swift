/// A flow in English, sentence by sentence.
struct EnglishFlow {
    let flow: Flow

    var text: String {
        [
            question, unit, within, range, EnglishScope.filters(flow.scope), rules, hidden,
            repeats, nodes,
            EnglishScope.segments(flow.scope.segments),
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
        flow.scope.range.map { "The paths are pinned \(EnglishScope.words($0))." }
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
}
