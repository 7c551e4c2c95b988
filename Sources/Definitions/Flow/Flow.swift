/// Which ways users take: from a page or event on, up to one, or from the start of their sessions.
///
///     {"kind": "flow", "dataset": "web", "by": "page",
///      "anchor": {"at": "start", "value": "/home"}, "steps": 5}
///
/// What each field means is laid down in `docs/guide/flow.md`.
package struct Flow: Hashable, Sendable {
    /// What the steps of a path are.
    package enum Subject: Hashable, Sendable {
        /// The names of events.
        case event
        /// The values of the property that has the dataset's `page` role.
        case page
        /// The values of a text property.
        case property(String)
    }

    /// The step at which all paths are pinned.
    package enum Anchor: Hashable, Sendable {
        case start(String)
        /// Steps run backwards from here.
        case end(String)
    }

    /// What is counted as going a way.
    package enum Unit: String, CaseIterable, Sendable {
        case user, session, transition
    }

    /// Values that a pattern matches are shown as one; `*` stands for any characters.
    package struct Rule: Hashable, Sendable {
        package let pattern: String
        package let label: String

        package init(_ pattern: String, label: String) {
            self.pattern = pattern
            self.label = label
        }
    }

    package static let stepCounts: ClosedRange<Int64> = 2...20
    package static let nodeCounts: ClosedRange<Int64> = 1...100

    package var scope: Scope
    package var subject: Subject
    /// Nil: paths start with the sessions.
    package var anchor: Anchor?
    /// How many steps are shown, the first one included.
    package var steps: Int
    /// How many values are shown at each step; the rest is `(other)`.
    package var nodesPerStep: Int
    package var unit: Unit
    package var collapsesRepeats: Bool
    /// Labels that do not exist for the question: their neighbours join.
    package var hidden: [String]
    /// The first that matches a value gives its label.
    package var rules: [Rule]
    /// Paths go on across sessions for so long; nil: they end with the session.
    package var within: TimeSpan?

    package init(
        scope: Scope, by subject: Subject, anchor: Anchor? = nil, steps: Int = 5,
        nodesPerStep: Int = 10, unit: Unit = .user, collapsesRepeats: Bool = true,
        hidden: [String] = [], rules: [Rule] = [], within: TimeSpan? = nil
    ) {
        self.scope = scope
        self.subject = subject
        self.anchor = anchor
        self.steps = steps
        self.nodesPerStep = nodesPerStep
        self.unit = unit
        self.collapsesRepeats = collapsesRepeats
        self.hidden = hidden
        self.rules = rules
        self.within = within
    }
}

extension Flow {
    /// Whether steps run back in time.
    package var isBackward: Bool {
        if case .end? = anchor { true } else { false }
    }

    /// The label at which paths are pinned.
    package var anchorLabel: String? {
        switch anchor {
        case .start(let label), .end(let label): label
        case nil: nil
        }
    }
}
