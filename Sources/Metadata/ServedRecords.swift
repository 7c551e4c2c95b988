package import Definitions

/// Every segment that is not archived, with its published snapshot, as of one moment.
package struct ServedRecords: Hashable, Sendable {
    package struct Segment: Hashable, Sendable {
        package let id: Int64
        package let name: String
        package let schedule: JSONValue?
        /// Nil: never published.
        package let published: Snapshot?

        package init(id: Int64, name: String, schedule: JSONValue?, published: Snapshot?) {
            self.id = id
            self.name = name
            self.schedule = schedule
            self.published = published
        }
    }

    package struct Snapshot: Hashable, Sendable {
        package let id: Int64
        package let version: Int
        package let dataDate: String
        package let createdAt: Int64

        package init(id: Int64, version: Int, dataDate: String, createdAt: Int64) {
            self.id = id
            self.version = version
            self.dataDate = dataDate
            self.createdAt = createdAt
        }
    }

    /// See `servedRevision`.
    package let revision: Int64
    /// Ascending by id.
    package let segments: [Segment]

    package init(revision: Int64, segments: [Segment]) {
        self.revision = revision
        self.segments = segments
    }
}
