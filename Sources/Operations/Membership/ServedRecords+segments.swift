package import Definitions
import Jobs
package import Membership
package import Metadata

extension ServedRecords {
    /// A run that is due has so long until what is served counts as stale.
    package static let graceMilliseconds: Int64 = 3_600_000

    /// What answers say of each segment. `zone`: the project's, in which schedules are read.
    ///
    /// A segment whose schedule waits for imports only, or that has none, is never stale.
    package func served(in zone: Zone) -> [ServedSegment] {
        segments.map { segment in
            ServedSegment(
                id: segment.id, name: segment.name,
                published: segment.published.map { snapshot in
                    .init(
                        snapshot: snapshot.id, version: snapshot.version,
                        dataDate: snapshot.dataDate,
                        staleFrom: Self.staleFrom(snapshot, segment.schedule, zone))
                })
        }
    }

    /// When the run after the one that made the snapshot should have ended.
    private static func staleFrom(
        _ snapshot: Snapshot, _ schedule: JSONValue?, _ zone: Zone
    ) -> Int64? {
        schedule.flatMap { try? Schedule($0) }
            .flatMap { $0.next(after: snapshot.createdAt, in: zone) }
            .map { $0 + graceMilliseconds }
    }
}
