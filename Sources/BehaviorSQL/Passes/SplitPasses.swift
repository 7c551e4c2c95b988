import Definitions
import SQL

extension Pass {
    /// Split values by size, so that they can be carried and compared as small numbers.
    static let numberSplitValues = Pass(name: "number the split values") { draft in
        let plan = draft.plan
        guard let split = plan.split else { return }
        let values: Query
        switch split {
        case .property:
            values = Query(
                distinct: true, select: [.plain(Names.splitValue)], from: draft.last,
                where: .all([.isNotNull(Names.splitValue), plan.matchesSomething]))
        case .attribute(let attribute, let keys):
            values = Query(
                distinct: true, select: [attribute.value.named(Names.splitValue)],
                from: keys.source.relation(as: "source_users"),
                where: .isNotNull(attribute.value))
        }
        let code = Expression.window(
            .rowNumber, Window(partition: [], order: [.ascending(Names.splitValue)]))
        draft.addAside(
            "split_values",
            Query(
                select: [.plain(Names.splitValue), code.named(Names.splitCode)],
                from: .nested(values, as: "distinct_values")))
    }

    /// Each unit's split value: that of the attempt which first reached the unit's level.
    static let splitUnits = Pass(name: "split the units") { draft in
        let plan = draft.plan
        switch plan.split {
        case nil: return
        case .property:
            // An entry is a unit of its own and knows its value already.
            guard plan.method != .entries else { return }
            let code = Expression.window(
                .firstValue(Names.splitCode),
                Window(partition: plan.unit, order: [.descending(Names.step)]))
            let items = [Names.user, Names.step, Names.fromFirst, Names.fromPrevious]
                .map { Query.Item.plain($0) }
            draft.add(
                "arrivals_split",
                Query(select: items + [code.named(Names.splitCode)], from: draft.last))
        case .attribute(let attribute, let keys):
            let users = Query(
                select: [
                    keys.key.named(.column("attribute_user")),
                    Expression.aggregate(.min, attribute.value).named(.column("attribute_value")),
                ], from: keys.source.relation(as: "source_users"), groupBy: [keys.key])
            let code = Expression.coalesce(Names.splitCode, .integer(SplitCode.none))
            let arrivals = draft.lastName
            draft.add(
                "arrivals_split",
                Query(
                    select: [.all(of: arrivals), code.named(Names.splitCode)], from: draft.last,
                    joins: [
                        .left(
                            .nested(users, as: "attributes"),
                            on: Names.user.is(.equal, .column("attribute_user"))),
                        .left(
                            .query("split_values"),
                            on: Names.splitValue.is(.equal, .column("attribute_value"))),
                    ]))
        }
    }
}

extension FunnelPlan {
    func splitJoins(on events: String) -> [Join] {
        guard splitStep != nil else { return [] }
        let name = Names.splitValue.name
        return [
            .left(
                .query("split_values"),
                on: .comparison(
                    .member(name, of: "split_values"), .equal, .member(name, of: events)))
        ]
    }

    /// An event's code: a value comes before no value.
    var eventSplitCode: Expression {
        splitStep == nil
            ? .integer(SplitCode.none)
            : .coalesce(Names.splitCode, .integer(SplitCode.none))
    }

    /// The smallest code of the moment's events that match the step.
    func smallestSplit(at step: Int) -> Expression {
        let matches = Names.match(matchers.ofStep[step - 1]).is(.equal, .integer(1))
        return .coalesce(
            .aggregate(.min, .when(matches, then: eventSplitCode)), .integer(SplitCode.noEvent))
    }
}
