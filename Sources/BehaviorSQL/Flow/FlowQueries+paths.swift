import Definitions
import SQL

extension FlowQueries {
    /// The events at which the paths that count are pinned.
    func pins() -> [Query.Named] {
        let inSession = Window(
            partition: [Names.user, Names.session], order: [.ascending(FlowNames.place)])
        let followed = Query(
            select: [
                .everything,
                Expression.window(.lag(FlowNames.label), inSession).named(FlowNames.labelBefore),
                Expression.window(.lag(Names.inRange), inSession).named(FlowNames.inRangeBefore),
            ], from: .query("events_placed"))
        let unit = [Names.user] + (flow.unit == .session ? [Names.session] : [])
        let number = Expression.window(
            .rowNumber, Window(partition: unit, order: [.ascending(FlowNames.place)]))
        let pinned = Query(
            select: [
                .plain(Names.user), FlowNames.place.named(FlowNames.pinPlace),
                Names.time.named(FlowNames.pinTime), Names.session.named(FlowNames.pinSession),
                number.named(FlowNames.pinNumber),
            ], from: .query("events_followed"), where: .all(pinConditions))
        let counted = Query(
            select: [.everything], from: .query("pins_found"),
            where: flow.unit == .transition
                ? nil : FlowNames.pinNumber.is(.equal, .integer(1)))
        return [
            .init("events_followed", followed, comment: "find where paths are pinned"),
            .init("pins_found", pinned), .init("pins", counted),
        ]
    }

    private var pinConditions: [Expression] {
        let isFirst = Expression.isNull(FlowNames.labelBefore)
        var conditions = [Names.inRange.is(.equal, .integer(1))]
        if let anchor = flow.anchorLabel {
            conditions.append(FlowNames.label.is(.equal, .value(.text(anchor))))
        } else if flow.unit != .transition {
            return conditions + [isFirst]
        }
        guard flow.collapsesRepeats else { return conditions }
        return conditions + [
            .any([
                isFirst, FlowNames.labelBefore.is(.notEqual, FlowNames.label),
                FlowNames.inRangeBefore.is(.equal, .integer(0)),
            ])
        ]
    }

    private func ofEvent(_ column: Expression) -> Expression {
        .member(column.name, of: "events_placed")
    }

    private func ofPin(_ column: Expression) -> Expression { .member(column.name, of: "pins") }

    /// Every step of every path, numbered from its pin.
    func paths() -> [Query.Named] {
        let path = [Names.user, FlowNames.pinPlace]
        let onward: Order =
            flow.isBackward ? .descending(FlowNames.place) : .ascending(FlowNames.place)
        let window = Window(partition: path, order: [onward])
        let reached = Query(
            select: [
                ofPin(Names.user).named(Names.user),
                ofPin(FlowNames.pinPlace).named(FlowNames.pinPlace),
                ofEvent(FlowNames.place).named(FlowNames.place),
                ofEvent(FlowNames.label).named(FlowNames.label),
            ], from: .query("pins"), joins: [.inner(.query("events_placed"), on: .all(scope))])
        let compared = Query(
            select: [
                .everything,
                Expression.window(.lag(FlowNames.label), window).named(FlowNames.labelBefore),
            ], from: .query("paths_reached"))
        let isNew = Expression.any([
            .isNull(FlowNames.labelBefore), FlowNames.labelBefore.is(.notEqual, FlowNames.label),
        ])
        let step = Expression.window(.rowNumber, window) - .integer(1)
        let length = Expression.window(
            .aggregate(.count, FlowNames.label), Window(partition: path))
        let stepped = Query(
            select: [
                .plain(Names.user), .plain(FlowNames.pinPlace), .plain(FlowNames.label),
                step.named(Names.step), length.named(FlowNames.length),
            ], from: .query("paths_compared"), where: flow.collapsesRepeats ? isNew : nil)
        let isLast = Names.step.is(.equal, FlowNames.length - .integer(1))
        let shown = Query(
            select: [.everything, Expression.flag(isLast).named(FlowNames.isLast)],
            from: .query("paths_stepped"), where: Names.step.is(.less, .integer(Int64(flow.steps))))
        return [
            .init("paths_reached", reached, comment: "follow the paths"),
            .init("paths_compared", compared), .init("paths_stepped", stepped),
            .init("paths_shown", shown),
        ]
    }

    /// What ties an event to a pin's path.
    private var scope: [Expression] {
        let place = ofEvent(FlowNames.place)
        var conditions = [
            ofEvent(Names.user).is(.equal, ofPin(Names.user)),
            place.is(flow.isBackward ? .atMost : .atLeast, ofPin(FlowNames.pinPlace)),
        ]
        let (time, pin) = (ofEvent(Names.time), ofPin(FlowNames.pinTime))
        if let within = flow.within {
            let distance = flow.isBackward ? pin - time : time - pin
            conditions.append(distance.is(.atMost, .value(.integer(within.milliseconds))))
        } else {
            conditions.append(ofEvent(Names.session).is(.equal, ofPin(FlowNames.pinSession)))
        }
        return conditions
    }

    /// The node of every step, and of the step before it.
    func nodes() -> [Query.Named] {
        let counted = Query(
            select: [
                .plain(Names.step), .plain(FlowNames.label),
                Expression.aggregate(.count, Names.user).named(FlowNames.labelCount),
            ], from: .query("paths_shown"), groupBy: [Names.step, FlowNames.label])
        let rank = Expression.window(
            .rowNumber,
            Window(
                partition: [Names.step],
                order: [.descending(FlowNames.labelCount), .ascending(FlowNames.label)]))
        let ranked = Query(
            select: [
                .plain(Names.step), .plain(FlowNames.label), rank.named(FlowNames.labelRank),
            ], from: .query("labels_counted"))
        func ofPath(_ column: Expression) -> Expression { .member(column.name, of: "paths_shown") }
        func ofLabel(_ column: Expression) -> Expression {
            .member(column.name, of: "labels_ranked")
        }
        let limit = Int64(flow.nodesPerStep)
        let node = Expression.when(
            ofLabel(FlowNames.labelRank).is(.atMost, .integer(limit)),
            then: ofLabel(FlowNames.labelRank), otherwise: .integer(limit + 1))
        let numbered = Query(
            select: [.all(of: "paths_shown"), node.named(FlowNames.node)],
            from: .query("paths_shown"),
            joins: [
                .inner(
                    .query("labels_ranked"),
                    on: .all([
                        ofPath(Names.step).is(.equal, ofLabel(Names.step)),
                        ofPath(FlowNames.label).is(.equal, ofLabel(FlowNames.label)),
                    ]))
            ])
        let window = Window(
            partition: [Names.user, FlowNames.pinPlace], order: [.ascending(Names.step)])
        let linked = Query(
            select: [
                .everything,
                Expression.window(.lag(FlowNames.node), window).named(FlowNames.nodeBefore),
                Expression.window(.lag(FlowNames.label), window).named(FlowNames.labelBefore),
            ], from: .query("paths_numbered"))
        return [
            .init("labels_counted", counted, comment: "choose what is shown"),
            .init("labels_ranked", ranked), .init("paths_numbered", numbered),
            .init("paths_linked", linked),
        ]
    }
}
