package import Definitions
package import SQL

/// The detail of a page table as SQL: one statement for the row's own numbers, one a list.
extension PagesSQL {
    /// The lists of the detail; none where the question has no detail.
    package var detailLists: [PageDetail.List] { pages.detailLists(roles: roles) }

    /// The statement whose rows `detailTally(from:)` reads.
    package func detailTally(
        series: Int, in dialect: any Dialect
    ) throws(BehaviorSQLError) -> SQLText {
        var queries = try eventQueries(series: series)
        queries += [
            Query.Named("pages_parted", rowOnly, comment: "keep the row of the detail"),
            Query.Named("stays_ranked", staysRanked),
        ]
        var query = sums
        query.with = queries
        return try text(of: query, in: dialect)
    }

    package func detailTally(from rows: [[SQLValue]]) throws(BehaviorSQLError) -> PageTally {
        guard let row = rows.first else { return PageTally() }
        return try Self.tally(row.dropFirst(2)).0
    }

    /// The statement whose rows `part(_:from:)` reads.
    package func detail(
        _ list: PageDetail.List, series: Int, in dialect: any Dialect
    ) throws(BehaviorSQLError) -> SQLText {
        let query = Query(
            with: try itemQueries(list, series: series),
            select: [
                .plain(Names.part), .renamed(.aggregate(.min, DetailNames.item), "shown_item"),
                .renamed(.aggregate(.count, Names.user), "number_1"),
                .renamed(.aggregate(.countDistinct, Names.user), "number_2"),
            ], from: .query("items_parted"), groupBy: [Names.part],
            orderBy: [.ascending(Names.part)])
        return try text(of: query, in: dialect)
    }

    /// The statement that lists the users behind a row of a list.
    package func people(
        of element: PageDetailElement, in dialect: any Dialect
    ) throws(BehaviorSQLError) -> SQLText {
        let condition: Expression =
            switch element.value {
            case .value(let text):
                .all([
                    DetailNames.kind.is(.equal, .integer(Kind.value)),
                    DetailNames.item.is(.equal, .value(.text(text))),
                ])
            case .other: Names.part.is(.equal, .integer(PartNumber.other(limit)))
            case .none: DetailNames.kind.is(.equal, .integer(Kind.none))
            case .edge: DetailNames.kind.is(.equal, .integer(Kind.edge))
            case .point(let point): Names.part.is(.equal, .integer(Int64(point)))
            }
        return try text(
            of: Query(
                with: try itemQueries(element.list, series: element.series), distinct: true,
                select: [.plain(Names.user)], from: .query("items_parted"), where: condition,
                orderBy: [.ascending(Names.user)]), in: dialect)
    }

    /// A list from the rows of its statement: part, item, count, users.
    package func part(
        _ list: PageDetail.List, from rows: [[SQLValue]]
    ) throws(BehaviorSQLError) -> PageDetail.Part {
        var found: [PageDetail.Row] = []
        for row in rows {
            guard row.count == 4, case .integer(let part) = row[0],
                case .integer(let count) = row[2], case .integer(let users) = row[3]
            else { throw .unreadableAnswer("a row of a detail's list has other columns") }
            let value = try value(of: list, part, row[1])
            found.append(PageDetail.Row(value, count: Int(count), users: Int(users)))
        }
        if list == .trend {
            let known = Set(found.map(\.value))
            for point in 0..<max(1, timeline?.count ?? 0) where !known.contains(.point(point)) {
                found.append(PageDetail.Row(.point(point), count: 0, users: 0))
            }
        }
        return PageDetail.Part(list, found.sorted { $0.precedes($1) })
    }

    private func value(
        of list: PageDetail.List, _ part: Int64, _ item: SQLValue
    ) throws(BehaviorSQLError) -> PageDetail.Value {
        if list == .trend { return .point(Int(part)) }
        switch part {
        case PartNumber.other(limit): return .other
        case PartNumber.none(limit): return PageDetail.Value.none
        case PartNumber.none(limit) + 1: return .edge
        default:
            guard case .text(let text) = item else {
                throw .unreadableAnswer("a row of a detail's list has no value")
            }
            return .value(text)
        }
    }

    private var limit: Int64 { Int64(pages.detail?.limit ?? Pages.Detail.defaultLimit) }
}

/// What an item is.
private enum Kind {
    static let value: Int64 = 0
    static let none: Int64 = 1
    static let edge: Int64 = 2
}

private enum DetailNames {
    static let item = Expression.column("item_text")
    static let kind = Expression.column("item_kind")
    static let point = Expression.column("item_point")
    static let isRow = Expression.column("is_row")
    /// The labels of the views before and after in the session.
    static let before = Expression.column("label_before")
    static let after = Expression.column("label_after")
    /// 1 where the session has a view of the row.
    static let seesRow = Expression.column("sees_row")
}

extension PageNames {
    static func detail(_ place: Int) -> Expression { .column("detail_value_\(place + 1)") }
}

extension PagesSQL {
    /// The places of the properties whose values the detail lists.
    var detailProperties: [Int] {
        let names = Set(detailLists.compactMap { pages.property(of: $0, roles: roles) })
        return table.properties.indices.filter { names.contains(table.properties[$0].name) }
    }

    /// The columns that the detail needs of each event.
    var detailColumns: [Query.Item] {
        pages.detail == nil
            ? []
            : [.plain(Names.time)] + detailProperties.map { .plain(PageNames.detail($0)) }
    }

    private var isRow: Expression {
        PageNames.label.is(.equal, .value(.text(pages.detail?.row ?? "")))
    }

    /// The events of the row, as part 1 of a table.
    private var rowOnly: Query {
        Query(
            select: [.everything, Expression.cast(.integer(1), .integer).named(Names.part)],
            from: .query("pages_labelled"), where: isRow)
    }

    /// The queries up to `items_parted`: one row for each thing that a list counts.
    private func itemQueries(
        _ list: PageDetail.List, series: Int
    ) throws(BehaviorSQLError) -> [Query.Named] {
        try eventQueries(series: series) + [
            Query.Named("views_marked", marked, comment: "look at the views around the row"),
            Query.Named("items", items(of: list), comment: "count the list"),
            Query.Named("items_ranked", ranked),
            Query.Named("items_parted", parted(list)),
        ]
    }

    private var marked: Query {
        let session = [PageNames.visit]
        let before = Expression.window(
            .lag(PageNames.label),
            Window(partition: session, order: [.ascending(PageNames.viewNumber)]))
        let after = Expression.window(
            .lag(PageNames.label),
            Window(partition: session, order: [.descending(PageNames.viewNumber)]))
        let sees = Expression.window(
            .aggregate(.max, .flag(isRow)), Window(partition: session))
        return Query(
            select: [
                .everything, before.named(DetailNames.before), after.named(DetailNames.after),
                Expression.flag(isRow).named(DetailNames.isRow), sees.named(DetailNames.seesRow),
            ], from: .query("pages_labelled"),
            where: PageNames.isView.is(.equal, .integer(1)))
    }

    private func items(of list: PageDetail.List) -> Query {
        let isFirst = PageNames.viewNumber.is(.equal, .integer(1))
        let isLast = PageNames.viewNumber.is(.equal, PageNames.viewCount)
        let isRow = DetailNames.isRow.is(.equal, .integer(1))
        let sees = DetailNames.seesRow.is(.equal, .integer(1))
        switch list {
        case .previous:
            return items(DetailNames.before, edge: isFirst, of: "views_marked", where: isRow)
        case .next:
            return items(DetailNames.after, edge: isLast, of: "views_marked", where: isRow)
        case .entriesFrom:
            return items(PageNames.label, of: "views_marked", where: .all([isFirst, sees]))
        case .exitsTo:
            return items(PageNames.label, of: "views_marked", where: .all([isLast, sees]))
        case .trend: return items(.null, of: "views_marked", where: isRow)
        case .viewed: return items(value(of: list), of: "views_marked", where: isRow)
        case .elements, .clicked:
            return items(
                value(of: list), of: "pages_labelled",
                where: .all([PageNames.isClick.is(.equal, .integer(1)), self.isRow]))
        }
    }

    private func value(of list: PageDetail.List) -> Expression {
        guard let name = pages.property(of: list, roles: roles),
            let place = table.properties.firstIndex(where: { $0.name == name })
        else { return .null }
        return PageNames.detail(place)
    }

    private func items(
        _ value: Expression, edge: Expression? = nil, of relation: String,
        where condition: Expression
    ) -> Query {
        let branches =
            (edge.map { [Expression.Branch(when: $0, then: .integer(Kind.edge))] } ?? [])
            + [Expression.Branch(when: .isNull(value), then: .integer(Kind.none))]
        let kind = Expression.choice(branches, otherwise: .integer(Kind.value))
        return Query(
            select: [
                .plain(Names.user), Expression.cast(value, .text).named(DetailNames.item),
                kind.named(DetailNames.kind),
                point(in: 0..<max(1, timeline?.count ?? 0)).named(DetailNames.point),
            ], from: .query(relation), where: condition)
    }

    /// The period of an event's time, found by halving.
    private func point(in points: Range<Int>) -> Expression {
        guard let timeline, points.count > 1 else {
            return .cast(.integer(Int64(points.lowerBound)), .integer)
        }
        let middle = points.lowerBound + points.count / 2
        return .when(
            Names.time.is(.less, .integer(timeline.start(of: middle))),
            then: point(in: points.lowerBound..<middle),
            otherwise: point(in: middle..<points.upperBound))
    }

    private var ranked: Query {
        let counts = Query(
            select: [
                DetailNames.item.named(PageNames.rankedLabel),
                Expression.aggregate(.count, Names.user).named(PageNames.views),
            ], from: .query("items"),
            where: DetailNames.kind.is(.equal, .integer(Kind.value)),
            groupBy: [DetailNames.item])
        let rank = Expression.window(
            .rowNumber,
            Window(
                partition: [],
                order: [.descending(PageNames.views), .ascending(PageNames.rankedLabel)]))
        return Query(
            select: [.plain(PageNames.rankedLabel), rank.named(PageNames.rank)],
            from: .nested(counts, as: "item_counts"))
    }

    private func parted(_ list: PageDetail.List) -> Query {
        let limit = Int64(pages.detail?.limit ?? Pages.Detail.defaultLimit)
        func part(_ kind: Int64, _ number: Int64) -> Expression.Branch {
            .init(
                when: DetailNames.kind.is(.equal, .integer(kind)), then: .integer(number))
        }
        let place = Expression.choice(
            [
                part(Kind.edge, PartNumber.none(limit) + 1),
                part(Kind.none, PartNumber.none(limit)),
                .init(when: PageNames.rank.is(.atMost, .integer(limit)), then: PageNames.rank),
            ], otherwise: .integer(PartNumber.other(limit)))
        return Query(
            select: [
                .all(of: "items"),
                (list == .trend ? DetailNames.point : place).named(Names.part),
            ], from: .query("items"),
            joins: [
                .left(
                    .query("items_ranked"),
                    on: DetailNames.item.is(.equal, PageNames.rankedLabel))
            ])
    }
}
