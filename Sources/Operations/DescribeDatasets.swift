import Attributes
package import Definitions
import EventStore

/// What there is to ask about: a home's datasets, their events and properties, its users' attributes.
///
///     try DescribeDatasets(home: home)().map(\.schema.name)   // ["app_log", "loans"]
package struct DescribeDatasets: Sendable {
    private let home: Home

    package init(home: Home) {
        self.home = home
    }

    /// By name; throws where a dataset is damaged. Cost: opens each one, reads no events.
    package func callAsFunction() throws -> [DatasetSummary] {
        let attributes = try UserAttributes(home: home.path)
        var summaries: [DatasetSummary] = []
        for name in home.datasets {
            let dataset = try home.open(name)
            summaries.append(
                DatasetSummary(
                    schema: dataset.schema.with(attributes: attributes.plainSchema),
                    eventCount: dataset.eventCount,
                    dataUntil: dataset.dataUntil))
        }
        return summaries
    }
}

/// A dataset in short.
package struct DatasetSummary: Hashable, Sendable {
    package let schema: DatasetSchema
    package let eventCount: Int
    /// The newest event's time, in milliseconds since 1970 UTC.
    package let dataUntil: Int64?
}
