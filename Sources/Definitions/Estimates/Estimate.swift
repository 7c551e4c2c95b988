/// A rule that gives every user a value: an attribute that nobody stored, worked out from events.
///
///     {"name": "top_category", "kind": "most_frequent", "property": "category", "event": "pay",
///      "range": {"last": 90, "unit": "day"}}
///
/// What each field means is laid down in `docs/guide/estimates.md`.
package struct Estimate: Hashable, Sendable {
    /// What is told of the user's events.
    package enum Rule: Hashable, Sendable {
        /// The value of the property that most of them have.
        case mostFrequent(String)
        /// The hour of the day in which most of them lie.
        case mostUsedHour
        /// Calendar days from the last of them to the range's end, or to the end of the data.
        case daysSinceLast
        case count
        case sum(String)
        case average(String)
        /// Different calendar days with one of them.
        case daysActive
        /// The property's value at the first or the last of them that has one.
        case first(String)
        case last(String)
        /// A score among all users who have such an event; the property is the money.
        case rfm(Score, String?)
    }

    /// Which score of recency, frequency and money, each 1 to 5, or all three as a text: `555`.
    package enum Score: String, CaseIterable, Sendable {
        case combined, recency, frequency, monetary
    }

    /// The rules' names in JSON.
    package enum Kind: String, CaseIterable, Sendable {
        case mostFrequent = "most_frequent"
        case mostUsedHour = "most_used_hour"
        case daysSinceLast = "days_since_last"
        case count, sum, average
        case daysActive = "days_active"
        case first, last, rfm
    }

    package static let countLimit = 32

    package let name: String
    package let rule: Rule
    /// Which events count; nil for all of the dataset.
    package let matcher: EventMatcher?
    /// When; nil for the question's range.
    package let range: TimeRange?

    package init(
        _ name: String, _ rule: Rule, matcher: EventMatcher? = nil, range: TimeRange? = nil
    ) {
        self.name = name
        self.rule = rule
        self.matcher = matcher
        self.range = range
    }
}

extension Estimate {
    package var kind: Kind {
        switch rule {
        case .mostFrequent: .mostFrequent
        case .mostUsedHour: .mostUsedHour
        case .daysSinceLast: .daysSinceLast
        case .count: .count
        case .sum: .sum
        case .average: .average
        case .daysActive: .daysActive
        case .first: .first
        case .last: .last
        case .rfm: .rfm
        }
    }

    package var property: String? {
        switch rule {
        case .mostFrequent(let name), .sum(let name), .average(let name), .first(let name),
            .last(let name):
            name
        case .rfm(_, let name): name
        case .mostUsedHour, .daysSinceLast, .count, .daysActive: nil
        }
    }

    /// Whether a user without any event that counts has the value 0, not none.
    package var isZeroWithoutEvents: Bool {
        switch rule {
        case .count, .sum, .daysActive: true
        case .mostFrequent, .mostUsedHour, .daysSinceLast, .average, .first, .last, .rfm: false
        }
    }

    /// Whether it tells what a user's events have, so that it can be told period by period.
    package var isOfEvents: Bool {
        switch rule {
        case .mostFrequent, .mostUsedHour, .first, .last: true
        case .daysSinceLast, .count, .sum, .average, .daysActive, .rfm: false
        }
    }

    /// Whether only events with a value of the property count.
    package var needsValue: Bool {
        switch rule {
        case .mostFrequent, .sum, .average, .first, .last: true
        case .mostUsedHour, .daysSinceLast, .count, .daysActive, .rfm: false
        }
    }

    /// The type of the values, where the property has the given one.
    package func type(
        of property: DatasetSchema.PropertyType?
    ) -> DatasetSchema.PropertyType {
        switch rule {
        case .mostFrequent, .first, .last: property ?? .text
        case .sum: property == .integer ? .integer : .number
        case .average: .number
        case .mostUsedHour, .daysSinceLast, .count, .daysActive: .integer
        case .rfm(.combined, _): .text
        case .rfm: .integer
        }
    }
}
