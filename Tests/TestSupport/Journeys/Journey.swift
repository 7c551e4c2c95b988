package import Definitions

/// One thing that a user did, as tests write it.
///
///     JourneyEvent("A", at: 5, properties: ["os": .text("ios")])     // A5{os=ios}
package struct JourneyEvent: Hashable, Sendable {
    package var name: String
    /// Milliseconds since 1970 UTC.
    package var time: Int64
    package var sequence: Int64?
    /// A property that is not in here has no value (NULL).
    package var properties: [String: Value]

    package init(
        _ name: String, at time: Int64, sequence: Int64? = nil, properties: [String: Value] = [:]
    ) {
        self.name = name
        self.time = time
        self.sequence = sequence
        self.properties = properties
    }
}

/// One user with everything that he did, in the order of ingestion, which must not matter.
package struct Journey: Hashable, Sendable {
    package var user: String
    package var attributes: [String: Value]
    package var events: [JourneyEvent]
    /// The level that the line expects, where it says so.
    package var expected: Int?
    package var comment: String?

    package init(
        _ user: String, attributes: [String: Value] = [:], events: [JourneyEvent],
        expected: Int? = nil, comment: String? = nil
    ) {
        self.user = user
        self.attributes = attributes
        self.events = events
        self.expected = expected
        self.comment = comment
    }
}
