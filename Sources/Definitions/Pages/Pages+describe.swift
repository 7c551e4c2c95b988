extension Pages {
    /// The question in plain words, one sentence per option.
    package func described(in language: Language) -> String {
        switch language {
        case .english: EnglishPages(pages: self).text
        case .korean: KoreanPages(pages: self).text
        }
    }
}

/// A question about pages in English, sentence by sentence.
struct EnglishPages {
    let pages: Pages

    var text: String {
        ([question, range, filters] + rules + [view, click, segments, limit])
            .compactMap(\.self).joined(separator: " ")
    }

    private var question: String {
        "How often is each \(subject) viewed and clicked, where do sessions begin and end, and how "
            + "long do users stay?"
    }

    private var subject: String {
        switch pages.subject {
        case .page: "page"
        case .category: "category of pages"
        case .property(let name): "value of \(name)"
        }
    }

    private var range: String? {
        pages.scope.range.map { "Only what happened \(EnglishScope.words($0)) counts." }
    }

    private var filters: String? { EnglishScope.filters(pages.scope) }

    private var rules: [String] {
        pages.rules.map { rule in
            rule.label == rule.pattern
                ? "All that match \(English.quoted(rule.pattern)) share one row."
                : "All that match \(English.quoted(rule.pattern)) share the row "
                    + "\(English.quoted(rule.label))."
        }
    }

    private var view: String? {
        pages.view.map { "Views are these events: \(EnglishScope.step($0))." }
    }

    private var click: String? {
        pages.click.map { "Clicks are these events: \(EnglishScope.step($0))." }
    }

    private var segments: String? {
        guard pages.scope.segments != [.all] else { return nil }
        let groups = pages.scope.segments.map { choice in
            switch choice {
            case .all: "all users"
            case .members(let id): "members of the segment \(English.quoted(id))"
            case .others(let id): "users outside the segment \(English.quoted(id))"
            }
        }
        return groups.count == 1
            ? "Only \(groups[0]) count." : "Compared are \(English.list(groups, "and"))."
    }

    private var limit: String {
        pages.limit == 1
            ? "The most viewed one is shown, the rest together."
            : "The \(pages.limit) most viewed are shown, the rest together."
    }
}
