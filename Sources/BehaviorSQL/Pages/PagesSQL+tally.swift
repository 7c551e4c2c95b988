import Definitions
import SQL

extension PagesSQL {
    private var limit: Int64 { Int64(pages.limit) }

    /// One row for all pages together, and one for each row of the table.
    func tallyQuery(series: Int) throws(BehaviorSQLError) -> Query {
        var queries = try partQueries(series: series)
        queries.append(Query.Named("stays_ranked", staysRanked, comment: "count row by row"))
        var query = sums
        query.with = queries
        return query
    }

    /// The users of one element of the table.
    func peopleQuery(of element: PagesElement) throws(BehaviorSQLError) -> Query {
        var conditions = [Self.holds(element.group)]
        switch element.page {
        case nil: conditions.append(Names.part.is(.equal, .integer(PartNumber.whole)))
        case BreakdownValue.none?:
            conditions.append(Names.part.is(.equal, .integer(PartNumber.none(limit))))
        case .other:
            conditions.append(Names.part.is(.equal, .integer(PartNumber.other(limit))))
        case .value(let label):
            conditions += [
                Names.part.is(.equal, .integer(PartNumber.whole)),
                PageNames.label.is(.equal, .value(.text(label))),
            ]
        }
        return Query(
            with: try partQueries(series: element.series), distinct: true,
            select: [.plain(Names.user)], from: .query("pages_parted"), where: .all(conditions),
            orderBy: [.ascending(Names.user)])
    }

    /// The events of `pages_labelled` once for the whole, and once for their row.
    private func partQueries(series: Int) throws(BehaviorSQLError) -> [Query.Named] {
        try eventQueries(series: series) + [
            Query.Named("labels_ranked", labelsRanked, comment: "choose the rows"),
            Query.Named("pages_parted", parted),
        ]
    }

    private var labelsRanked: Query {
        let counts = Query(
            select: [
                PageNames.label.named(PageNames.rankedLabel),
                Expression.aggregate(.sum, PageNames.isView).named(PageNames.views),
            ], from: .query("pages_labelled"), where: .isNotNull(PageNames.label),
            groupBy: [PageNames.label])
        let rank = Expression.window(
            .rowNumber,
            Window(
                partition: [],
                order: [.descending(PageNames.views), .ascending(PageNames.rankedLabel)]))
        return Query(
            select: [.plain(PageNames.rankedLabel), rank.named(PageNames.rank)],
            from: .nested(counts, as: "label_counts"))
    }

    private var parted: Query {
        let copy = Expression.column("copy_number")
        let row = Expression.choice(
            [
                .init(
                    when: .isNull(PageNames.label), then: .integer(PartNumber.none(limit))),
                .init(
                    when: PageNames.rank.is(.atMost, .integer(limit)), then: PageNames.rank),
            ], otherwise: .integer(PartNumber.other(limit)))
        let part = Expression.when(
            copy.is(.equal, .integer(0)), then: .integer(PartNumber.whole), otherwise: row)
        return Query(
            select: [.all(of: "pages_labelled"), part.named(Names.part)],
            from: .query("pages_labelled"),
            joins: [
                .left(
                    .query("labels_ranked"),
                    on: PageNames.label.is(.equal, PageNames.rankedLabel)),
                .cross(.numbers(0...1, column: copy.name, as: "copy_numbers")),
            ])
    }

    /// Times on page by their rank among those of the row.
    var staysRanked: Query {
        let hasStay = Expression.flag(.isNotNull(PageNames.stay))
        let rank = Expression.window(
            .rowNumber,
            Window(
                partition: [Names.part, hasStay],
                order: [.ascending(.coalesce(PageNames.stay, .integer(0)))]))
        let count = Expression.window(
            .aggregate(.count, PageNames.stay), Window(partition: [Names.part]))
        return Query(
            select: [
                .everything, rank.named(Tally.rank(PageNames.stay)), count.named(Tally.groupCount),
            ], from: .query("pages_parted"))
    }

    var sums: Query {
        func users(_ condition: Expression) -> Expression {
            .aggregate(.countDistinct, .when(condition, then: Names.user))
        }
        func sessions(_ condition: Expression) -> Expression {
            .aggregate(.countDistinct, .when(condition, then: PageNames.visit))
        }
        let view = Self.holds(.visitors)
        var values: [Expression] = [.count(where: view), users(view), sessions(view)]
        for group in [PagesElement.Group.entered, .exited, .bounced, .clickers] {
            values += [.count(where: Self.holds(group)), users(Self.holds(group))]
        }
        values.append(.aggregate(.countDistinct, PageNames.label))
        values.append(.aggregate(.count, PageNames.stay))
        values += Tally.statistics(of: PageNames.stay)
        var items: [Query.Item] = [
            .plain(Names.part), .renamed(.aggregate(.min, PageNames.label), "shown_label"),
        ]
        for (index, value) in values.enumerated() {
            items.append(.renamed(value, "number_\(index + 1)"))
        }
        return Query(
            select: items, from: .query("stays_ranked"), groupBy: [Names.part],
            orderBy: [.ascending(Names.part)])
    }

    /// What an event of a group must be.
    private static func holds(_ group: PagesElement.Group) -> Expression {
        let isView = PageNames.isView.is(.equal, .integer(1))
        let isFirst = PageNames.viewNumber.is(.equal, .integer(1))
        return switch group {
        case .visitors: isView
        case .entered: .all([isView, isFirst])
        case .exited: .all([isView, PageNames.viewNumber.is(.equal, PageNames.viewCount)])
        case .bounced: .all([isView, PageNames.viewCount.is(.equal, .integer(1))])
        case .clickers: PageNames.isClick.is(.equal, .integer(1))
        }
    }
}
