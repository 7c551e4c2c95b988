/// How many users go through steps one after the other, and where they stop.
///
///     {"kind": "funnel", "dataset": "loans", "steps": [{"event": "A"}, {"event": "B"}],
///      "window": {"value": 30, "unit": "day"}}
///
/// What each field means is laid down in `docs/guide/funnel.md`.
package struct Funnel: Hashable, Sendable {
    package enum Order: String, CaseIterable, Sendable {
        case ordered, strict, unordered
    }

    /// What is counted as going through the funnel.
    package enum Unit: String, CaseIterable, Sendable {
        case user, session, entry
    }

    /// An event that ends an attempt which has reached `afterStep` but not yet `beforeStep`.
    package struct Exclusion: Hashable, Sendable {
        package let matcher: EventMatcher
        /// 1 for the first step.
        package let afterStep: Int
        package let beforeStep: Int

        package init(_ matcher: EventMatcher, afterStep: Int, beforeStep: Int) {
            self.matcher = matcher
            self.afterStep = afterStep
            self.beforeStep = beforeStep
        }
    }

    /// The values over which the result is split.
    package struct Breakdown: Hashable, Sendable {
        package enum Subject: Hashable, Sendable {
            /// A property of the event that fills the step (1 for the first).
            case property(String, atStep: Int)
            /// An attribute of the user.
            case attribute(String)
        }

        package let subject: Subject
        /// How many values are shown; the rest is `(other)`.
        package let limit: Int

        package init(_ subject: Subject, limit: Int = 10) {
            self.subject = subject
            self.limit = limit
        }
    }

    package static let stepCounts = 2...32

    package var scope: Scope
    package var steps: [EventMatcher]
    package var order: Order
    package var window: TimeSpan?
    package var stepWindow: TimeSpan?
    package var exclusions: [Exclusion]
    package var hold: [String]
    package var unit: Unit
    package var breakdown: Breakdown?

    package init(
        dataset: String, steps: [EventMatcher], range: TimeRange? = nil, filters: [Filter] = [],
        segments: [SegmentChoice] = [.all], timezone: String? = nil, order: Order = .ordered,
        window: TimeSpan? = nil, stepWindow: TimeSpan? = nil, exclusions: [Exclusion] = [],
        hold: [String] = [], unit: Unit = .user, breakdown: Breakdown? = nil
    ) {
        scope = Scope(
            dataset: dataset, range: range, filters: filters, segments: segments,
            timezone: timezone)
        self.steps = steps
        self.order = order
        self.window = window
        self.stepWindow = stepWindow
        self.exclusions = exclusions
        self.hold = hold
        self.unit = unit
        self.breakdown = breakdown
    }
}

extension Funnel {
    package var dataset: String { scope.dataset }

    package var range: TimeRange? {
        get { scope.range }
        set { scope.range = newValue }
    }

    package var filters: [Filter] {
        get { scope.filters }
        set { scope.filters = newValue }
    }

    package var segments: [SegmentChoice] {
        get { scope.segments }
        set { scope.segments = newValue }
    }
}
