import Definitions
import SQL

extension TrendSQLPlan {
    /// The place of each split value among those of its segment and series, by events in the range.
    var splitRanks: Query {
        let count = Expression.column("event_count")
        let counts = Query(
            select: [
                .plain(Column.segment), .plain(Names.series), .plain(Names.splitValue),
                Expression.aggregate(.count, Names.user).named(count),
            ], from: .query("events_placed"),
            where: .all([.equals(Column.line, 0), .isNotNull(Names.splitValue)]),
            groupBy: [Column.segment, Names.series, Names.splitValue])
        let rank = Expression.window(
            .rowNumber,
            Window(
                partition: [Column.segment, Names.series],
                order: [.descending(count), .ascending(Names.splitValue)]))
        return Query(
            select: [
                Column.segment.named(.column("ranked_segment")),
                Names.series.named(.column("ranked_series")),
                Names.splitValue.named(.column("ranked_value")),
                rank.named(.column("split_rank")),
            ], from: .nested(counts, as: "split_counts"))
    }

    /// Each event with its row beside the whole.
    var parted: Query {
        guard split != nil else {
            return Query(
                select: [
                    .everything, Expression.cast(.integer(0), .integer).named(Names.part),
                ], from: .query("events_placed"))
        }
        let rank = Expression.column("split_rank")
        let part = Expression.choice(
            [
                .init(
                    when: .isNull(Names.splitValue), then: .integer(PartNumber.none(limit))),
                .init(when: rank.is(.atMost, .integer(limit)), then: rank),
            ], otherwise: .integer(PartNumber.other(limit)))
        return Query(
            select: [.all(of: "events_placed"), part.named(Names.part)],
            from: .query("events_placed"),
            joins: [
                .left(
                    .query("split_ranks"),
                    on: .all([
                        Expression.column("ranked_segment").is(.equal, Column.segment),
                        Expression.column("ranked_series").is(.equal, Names.series),
                        Expression.column("ranked_value").is(.equal, Names.splitValue),
                    ]))
            ])
    }

    /// Each event for its point and for the total, of the whole and of its row.
    var copies: Query {
        let copy = Column.copy
        let point = Expression.when(
            .oneOf(copy, [.integer(0), .integer(2)]), then: Column.point,
            otherwise: .integer(Self.total))
        let part = Expression.when(
            .oneOf(copy, [.integer(0), .integer(1)]), then: .integer(PartNumber.whole),
            otherwise: Names.part)
        var items: [Query.Item] = [
            Column.segment, Names.series, Column.line, Names.user, Column.number,
        ].map { .plain($0) }
        items += [point.named(.column("cell_point")), part.named(.column("cell_part"))]
        if split != nil { items.append(.plain(Names.splitValue)) }
        return Query(
            select: items, from: .query("events_parted"),
            joins: [
                .cross(
                    .numbers(0...(split == nil ? 1 : 3), column: copy.name, as: "copy_numbers"))
            ])
    }

    private static let group = [
        Column.segment, Names.series, Column.line, .column("cell_part"), .column("cell_point"),
    ]

    /// Numbers by their rank in the cell, for percentiles that every warehouse works out alike.
    var ranked: Query {
        guard trend.series.contains(where: { $0.measure.percent != nil }) else {
            return Query(select: [.everything], from: .query("copies"))
        }
        let rank = Expression.window(
            .rowNumber,
            Window(
                partition: Self.group,
                order: [.ascending(.coalesce(Column.number, .cast(.integer(0), .double)))]))
        let count = Expression.window(
            .aggregate(.count, Names.user), Window(partition: Self.group))
        return Query(
            select: [.everything, rank.named(Column.rank), count.named(Column.groupCount)],
            from: .query("copies"))
    }

    /// One row per cell: events, users, sum, least, greatest, percentile, and the split value.
    var sums: Query {
        let number = Column.number
        let values: [(Expression, String)] = [
            (.aggregate(.count, Names.user), "event_count"),
            (.aggregate(.countDistinct, Names.user), "user_count"),
            (.aggregate(.sum, number), "number_sum"), (.aggregate(.min, number), "number_least"),
            (.aggregate(.max, number), "number_greatest"), (percentile, "number_percentile"),
            (shownValue, "shown_value"),
        ]
        return Query(
            select: Self.group.map { .plain($0) } + values.map { .renamed($0.0, $0.1) },
            from: .query("numbers_ranked"), groupBy: Self.group,
            orderBy: Self.group.map { .ascending($0) })
    }

    private var percentile: Expression {
        let branches = trend.series.enumerated().compactMap { index, series in
            series.measure.percent.map { percent in
                Expression.Branch(
                    when: .all([
                        .equals(Names.series, index),
                        (Column.rank * .integer(100))
                            .is(.atLeast, Column.groupCount * .integer(Int64(percent))),
                    ]), then: Column.number)
            }
        }
        guard !branches.isEmpty else { return .aggregate(.max, .cast(.null, .double)) }
        return .aggregate(.min, .choice(branches, otherwise: nil))
    }

    private var shownValue: Expression {
        guard split != nil else { return .aggregate(.max, .cast(.null, .text)) }
        let part = Expression.column("cell_part")
        return .aggregate(
            .min,
            .when(
                .all([part.is(.atLeast, .integer(1)), part.is(.atMost, .integer(limit))]),
                then: Names.splitValue))
    }

    /// The users of one element, in the order of their keys.
    func people(of element: TrendElement) throws(BehaviorSQLError) -> Query {
        var conditions: [Expression] = [
            .equals(Column.segment, element.segment), .equals(Names.series, element.series),
            .equals(Column.line, element.isCompared ? 1 : 0),
        ]
        if let point = element.point { conditions.append(.equals(Column.point, point)) }
        switch element.breakdown {
        case nil: break
        case .none?: conditions.append(Names.part.is(.equal, .integer(PartNumber.none(limit))))
        case .other: conditions.append(Names.part.is(.equal, .integer(PartNumber.other(limit))))
        case .value(let text):
            conditions += [
                Names.part.is(.atMost, .integer(limit)),
                Names.splitValue.is(.equal, .value(try splitValue(text))),
            ]
        }
        return Query(
            distinct: true, select: [.plain(Names.user)], from: .query("events_parted"),
            where: .all(conditions), orderBy: [.ascending(Names.user)])
    }

    /// A breakdown value's words as a value of the property's type.
    private func splitValue(_ words: String) throws(BehaviorSQLError) -> SQLValue {
        let value: SQLValue? =
            switch splitType {
            case .text, nil: .text(words)
            case .integer: Int64(words).map { .integer($0) }
            case .time: Moment(words).map { .integer($0.instant(in: zone)) }
            case .number: Double(words).map { .double($0) }
            case .boolean: Bool(words).map { .boolean($0) }
            }
        guard let value else { throw .unfitting(words, "the breakdown") }
        return value
    }
}
