import Definitions
import SQL

extension PagesSQL {
    /// The queries from the table to the views and clicks of one series, with their place in their
    /// sessions; the last is `pages_labelled`.
    func eventQueries(series: Int) throws(BehaviorSQLError) -> [Query.Named] {
        [
            Query.Named("events_read", read, comment: "read the events"),
            Query.Named("events_spaced", spaced, comment: "number the sessions"),
            Query.Named("events_in_sessions", inSessions),
            Query.Named("events_kept", try kept(series), comment: "keep the events that count"),
            Query.Named("events_placed", placed, comment: "place them in their sessions"),
            Query.Named("pages_labelled", labelled, comment: "name their rows"),
        ]
    }

    private var sequence: [Expression] { table.sequence == nil ? [] : [Names.sequence] }

    private var read: Query {
        let user = Expression.cast(.named(table.user), .text)
        var items = [
            user.named(Names.user), table.time.milliseconds.named(Names.time),
            Expression.named(table.event).named(Names.event),
        ]
        if let sequence = table.sequence {
            // No sequence number comes before all others.
            let number = Expression.coalesce(.named(sequence), .value(.integer(.min)))
            items.append(number.named(Names.sequence))
        }
        for (place, property) in table.properties.enumerated() {
            items.append(property.value.named(Names.property(place)))
        }
        return Query(
            select: items, from: table.source.relation(as: "source_events"),
            where: .all([
                user.is(.notEqual, .value(.text(""))), .isNotNull(table.time.milliseconds),
            ]))
    }

    private var spaced: Query {
        let before = Expression.window(
            .lag(Names.time), Window(partition: [Names.user], order: [.ascending(Names.time)]))
        return Query(
            select: [.everything, (Names.time - before).named(PageNames.gap)],
            from: .query("events_read"))
    }

    private var inSessions: Query {
        let isLate = PageNames.gap.is(
            .greater, .value(.integer(table.sessionGapMilliseconds)))
        let session = Expression.window(
            .aggregate(.count, .when(isLate, then: .integer(1))),
            Window(
                partition: [Names.user], order: [.ascending(Names.time)], frame: .untilPeers))
        return Query(
            select: [.everything, session.named(Names.session)], from: .query("events_spaced"))
    }

    private func kept(_ series: Int) throws(BehaviorSQLError) -> Query {
        let writer = FilterWriter(
            properties: table.properties, column: Names.property, event: Names.event, zone: zone)
        var conditions = try writer.parts(pages.scope.filters)
        if let range {
            conditions.append(Names.time.is(.atLeast, .value(.integer(range.from))))
            conditions.append(Names.time.is(.less, .value(.integer(range.to))))
        }
        conditions += try membership(of: pages.scope.segments[series])
        let value = Names.property(subject)
        let isClick: Expression =
            if let click { .flag(try writer.condition(click)) } else { .integer(0) }
        var items = [Names.user, Names.time, Names.event, Names.session].map {
            Query.Item.plain($0)
        }
        items += sequence.map { .plain($0) }
        items += [
            value.named(PageNames.value),
            Expression.flag(.isNull(value)).named(PageNames.hasNoValue),
            Expression.flag(try writer.condition(view)).named(PageNames.isView),
            isClick.named(PageNames.isClick),
        ]
        items += detailProperties.map { place in
            Expression.cast(Names.property(place), .text).named(PageNames.detail(place))
        }
        return Query(
            select: items, from: .query("events_in_sessions"),
            where: conditions.isEmpty ? nil : .all(conditions))
    }

    private func membership(of choice: SegmentChoice) throws(BehaviorSQLError) -> [Expression] {
        func members(_ id: String) throws(BehaviorSQLError) -> Query {
            guard let keys = segments[id] else { throw .unknown("segment", id) }
            return Query(
                distinct: true, select: [keys.key.named(Names.user)],
                from: keys.source.relation(as: "source_segment"), where: .isNotNull(keys.key))
        }
        return switch choice {
        case .all: []
        case .members(let id): [.memberOf(Names.user, try members(id))]
        case .others(let id): [.notMemberOf(Names.user, try members(id))]
        }
    }

    /// By time, sequence, name, value (none last), views after others.
    private var placeKeys: [Expression] {
        let value: Expression =
            switch table.properties[subject].type {
            case .text: .coalesce(PageNames.value, .value(.text("")))
            case .boolean: .flag(PageNames.value)
            case .integer, .number, .time: .coalesce(PageNames.value, .value(.integer(0)))
            }
        return [Names.time] + sequence + [
            Names.event, PageNames.hasNoValue, value, PageNames.isView,
        ]
    }

    private var placed: Query {
        let session = [Names.user, Names.session]
        // The event before in the turned order is the next one.
        let next = Expression.window(
            .lag(Names.time),
            Window(partition: session, order: placeKeys.map { .descending($0) }))
        let number = Expression.window(
            .aggregate(.sum, PageNames.isView),
            Window(
                partition: session, order: placeKeys.map { .ascending($0) }, frame: .untilHere))
        let count = Expression.window(
            .aggregate(.sum, PageNames.isView), Window(partition: session))
        let visit = Expression.call(
            .concatenate,
            [.cast(Names.session, .text), .value(.text(" ")), Names.user])
        return Query(
            select: [
                .plain(Names.user), .plain(PageNames.isView), .plain(PageNames.isClick),
                .plain(PageNames.value), visit.named(PageNames.visit),
                (next - Names.time).named(PageNames.stay),
                number.named(PageNames.viewNumber), count.named(PageNames.viewCount),
            ] + detailColumns, from: .query("events_kept"))
    }

    private var labelled: Query {
        let isView = PageNames.isView.is(.equal, .integer(1))
        let isClick = PageNames.isClick.is(.equal, .integer(1))
        return Query(
            select: [
                .plain(Names.user), .plain(PageNames.isView), .plain(PageNames.isClick),
                .plain(PageNames.visit), .plain(PageNames.viewNumber),
                .plain(PageNames.viewCount), label.named(PageNames.label),
                Expression.when(isView, then: PageNames.stay).named(PageNames.stay),
            ] + detailColumns, from: .query("events_placed"), where: .any([isView, isClick]))
    }

    /// The label of the first rule that matches, else the value itself, as text.
    private var label: Expression {
        let text = Expression.cast(PageNames.value, .text)
        guard !pages.rules.isEmpty else { return text }
        let branches = pages.rules.map { rule in
            Expression.Branch(
                when: .call(.matches, [text, .value(.text(rule.expression))]),
                then: .value(.text(rule.label)))
        }
        return .choice(branches, otherwise: text)
    }
}

extension PageRule {
    /// The pattern as a regular expression (RE2): `^(?s:/loan/.*)$`
    fileprivate var expression: String {
        var text = "^(?s:"
        for scalar in pattern.unicodeScalars {
            if scalar == "*" {
                text += ".*"
            } else {
                if #"\.+?()[]{}|^$"#.unicodeScalars.contains(scalar) { text += "\\" }
                text.unicodeScalars.append(scalar)
            }
        }
        return text + ")$"
    }
}
