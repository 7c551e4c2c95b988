/// What is known of a segment that is served: which snapshot, and what every answer says about it.
package struct ServedSegment: Hashable, Sendable {
    package let id: Int64
    package let name: String
    /// Nil: never published.
    package let published: Published?

    package struct Published: Hashable, Sendable {
        package let snapshot: Int64
        /// The segment's version that gave it.
        package let version: Int
        /// `2026-10-31`
        package let dataDate: String
        /// From when on it is older than its schedule allows, in milliseconds since 1970 UTC; nil: never.
        package let staleFrom: Int64?

        package init(snapshot: Int64, version: Int, dataDate: String, staleFrom: Int64?) {
            self.snapshot = snapshot
            self.version = version
            self.dataDate = dataDate
            self.staleFrom = staleFrom
        }

        package func isStale(at now: Int64) -> Bool { staleFrom.map { $0 <= now } ?? false }
    }

    package init(id: Int64, name: String, published: Published?) {
        self.id = id
        self.name = name
        self.published = published
    }

    /// Which set it is served from.
    package var key: ServedKey? { published.map { ServedKey(segment: id, snapshot: $0.snapshot) } }
}
