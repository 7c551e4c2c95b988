package import Definitions

/// What an import is about to write into a dataset.
///
///     IngestPlan(
///         timezone: Zone("Asia/Seoul"), properties: [.init("os", .text)], source: ["file": "log.csv"])
///
/// A dataset keeps the time zone, session gap and use of a sequence of its first import; its
/// manifest tells a later one what they are.
package struct IngestPlan: Sendable {
    package enum Mode: String, CaseIterable, Sendable {
        /// The calendar days for which the input has events are replaced; all others stay.
        case replaceDays = "replace"
        /// Everything stays, and the new events are added.
        case append
    }

    package var timezone: Zone
    package var sessionGapMilliseconds: Int64
    package var hasSequence: Bool
    package var properties: [DatasetSchema.Property]
    /// Which property plays `page`, `element`, `category`; later imports add to it.
    package var roles: [String: String]
    package var mode: Mode
    /// An object that says where the data come from; kept in the manifest's `sources`.
    package var source: JSONValue

    package init(
        timezone: Zone, sessionGapMilliseconds: Int64 = 30 * 60_000, hasSequence: Bool = false,
        properties: [DatasetSchema.Property] = [], roles: [String: String] = [:],
        mode: Mode = .replaceDays, source: JSONValue = .object([])
    ) {
        self.timezone = timezone
        self.sessionGapMilliseconds = sessionGapMilliseconds
        self.hasSequence = hasSequence
        self.properties = properties
        self.roles = roles
        self.mode = mode
        self.source = source
    }
}
