package import Definitions
import SQL

extension EventTable {
    /// The same table without the events of users who do not pass all filters on attributes.
    ///
    ///     try table.restricted(to: scope.userFilters, zone: zone)
    ///
    /// Every question over it then is about those users alone. A user without a row has no value of
    /// any attribute.
    package func restricted(
        to filters: [Filter], zone: Zone
    ) throws(BehaviorSQLError) -> EventTable {
        guard !filters.isEmpty else { return self }
        let names = filters.flatMap(\.properties)
        guard let users else { throw .unknown("user attribute", names[0]) }
        let read = users.attributes.filter { names.contains($0.name) }
        let writer = FilterWriter(
            properties: read, column: { .member("attribute_\($0)", of: "asked_users") },
            event: .column("event"), zone: zone)
        let values = read.enumerated().map { place, attribute in
            Expression.aggregate(.min, attribute.value).named(.column("attribute_\(place)"))
        }
        let rows = Query(
            select: [users.keys.key.named(.column("asked_user"))] + values,
            from: users.keys.source.relation(as: "source_users"), groupBy: [users.keys.key])
        let every = Query(select: [.everything], from: source.relation(as: "source_events"))
        let user = Expression.cast(.member(user, of: "every_event"), .text)
        let kept = Query(
            select: [.all(of: "every_event")], from: .nested(every, as: "every_event"),
            joins: [
                .left(
                    .nested(rows, as: "asked_users"),
                    on: user.is(.equal, .member("asked_user", of: "asked_users")))
            ], where: .all(try writer.parts(filters)))
        return EventTable(
            source: .query(kept), user: self.user, time: time, event: event, sequence: sequence,
            properties: properties, users: users, sessionGapMilliseconds: sessionGapMilliseconds)
    }
}
