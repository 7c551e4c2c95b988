import Definitions
import SQL

extension Pass {
    /// The arrivals of every series: of all users, of a segment's members, or of the others.
    static let joinSeries = Pass(name: "join the series") { draft throws(BehaviorSQLError) in
        let plan = draft.plan
        let choices = plan.funnel.segments
        let arrivals = draft.lastName
        guard choices.count > 1 else {
            let zero = Expression.cast(.integer(0), .integer).named(Names.series)
            draft.add("counted", Query(select: [.everything, zero], from: draft.last))
            return
        }
        var joins: [Join] = []
        let ids = plan.segmentIDs
        for (index, id) in ids.enumerated() {
            let key = Expression.member(Names.user.name, of: "segment_\(index + 1)")
            joins.append(
                .left(
                    .nested(try plan.members(of: id), as: "segment_\(index + 1)"),
                    on: key.is(.equal, .member(Names.user.name, of: arrivals))))
        }
        let last = choices.count - 1
        joins.append(.cross(.numbers(0...last, column: Names.series.name, as: "series_numbers")))
        let conditions = choices.enumerated().map { index, choice in
            Expression.all(
                [Names.series.is(.equal, .integer(Int64(index)))]
                    + plan.isJoined(choice, ids))
        }
        draft.add(
            "counted",
            Query(
                select: [.all(of: arrivals), .plain(Names.series)], from: draft.last,
                joins: joins, where: .any(conditions)))
    }

    /// The shown split values of each series: those with the most units at step 1.
    static let rankSplitValues = Pass(name: "rank the split values") { draft in
        guard draft.plan.split != nil else { return }
        let units = Expression.column("unit_count")
        let counts = Query(
            select: [
                .plain(Names.series), .plain(Names.splitCode),
                Expression.aggregate(.count, Names.step).named(units),
            ], from: draft.last,
            where: .all([
                Names.step.is(.equal, .integer(1)),
                Names.splitCode.is(.less, .integer(SplitCode.none)),
            ]), groupBy: [Names.series, Names.splitCode])
        let rank = Expression.window(
            .rowNumber,
            Window(
                partition: [Names.series],
                order: [.descending(units), .ascending(Names.splitCode)]))
        draft.addAside(
            "split_ranks",
            Query(
                select: [
                    Names.series.named(.column("ranked_series")),
                    Names.splitCode.named(.column("ranked_code")),
                    rank.named(.column("split_rank")),
                ], from: .nested(counts, as: "split_counts")))
    }
}

extension FunnelPlan {
    /// The segments that the series name, each once.
    var segmentIDs: [String] {
        funnel.segments.reduce(into: []) { ids, choice in
            switch choice {
            case .all: break
            case .members(let id), .others(let id):
                if !ids.contains(id) { ids.append(id) }
            }
        }
    }

    fileprivate func isJoined(_ choice: SegmentChoice, _ ids: [String]) -> [Expression] {
        func key(_ id: String) -> Expression {
            .member(Names.user.name, of: "segment_\((ids.firstIndex(of: id) ?? 0) + 1)")
        }
        return switch choice {
        case .all: []
        case .members(let id): [.isNotNull(key(id))]
        case .others(let id): [.isNull(key(id))]
        }
    }

    var splitRankJoin: Join {
        .left(
            .query("split_ranks"),
            on: .all([
                Expression.column("ranked_series").is(.equal, Names.series),
                Expression.column("ranked_code").is(.equal, Names.splitCode),
            ]))
    }

    /// Which row of the result a unit belongs to beside the whole: 1 to the limit are shown values.
    var partOfUnit: Expression {
        let limit = Int64(funnel.breakdown?.limit ?? 0)
        let rank = Expression.column("split_rank")
        return .choice(
            [
                .init(
                    when: Names.splitCode.is(.equal, .integer(SplitCode.none)),
                    then: .integer(PartNumber.none(limit))),
                .init(when: rank.is(.atMost, .integer(limit)), then: rank),
            ], otherwise: .integer(PartNumber.other(limit)))
    }
}

/// The numbers of a series' rows.
enum PartNumber {
    static let whole: Int64 = 0

    static func other(_ limit: Int64) -> Int64 { limit + 1 }
    static func none(_ limit: Int64) -> Int64 { limit + 2 }
}
