/// How often pages are viewed and clicked, where visits begin and end, and how long people stay.
///
///     {"kind": "pages", "dataset": "web", "by": "page",
///      "rules": [{"pattern": "/loan/*", "label": "Loan"}], "limit": 50}
///
/// What each field and number means is laid down in `docs/guide/pages.md`.
package struct Pages: Hashable, Sendable {
    /// What makes two events belong to one row.
    package enum Subject: Hashable, Sendable {
        /// The property with the dataset's page role.
        case page
        /// The property with the dataset's category role.
        case category
        case property(String)
    }

    package static let limits: ClosedRange<Int64> = 1...1000
    package static let defaultLimit = 50

    package var scope: Scope
    package var subject: Subject
    /// The first that matches gives a value its row.
    package var rules: [PageRule]
    /// How many rows are shown; the rest is `(other)`.
    package var limit: Int
    /// Which events are page views; nil for events with a page and without an element.
    package var view: EventMatcher?
    /// Which events are clicks; nil for events with an element.
    package var click: EventMatcher?
    /// The row that is looked at closely.
    package var detail: Detail?

    package init(
        scope: Scope, subject: Subject = .page, rules: [PageRule] = [],
        limit: Int = Pages.defaultLimit, view: EventMatcher? = nil, click: EventMatcher? = nil,
        detail: Detail? = nil
    ) {
        self.scope = scope
        self.subject = subject
        self.rules = rules
        self.limit = limit
        self.view = view
        self.click = click
        self.detail = detail
    }
}

extension Pages {
    /// The row of a value: the label of the first rule that matches it, else the value itself.
    package func label(of value: String) -> String {
        rules.first { $0.matches(value) }?.label ?? value
    }
}
