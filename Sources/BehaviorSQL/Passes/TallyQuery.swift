import Definitions
import SQL

extension Draft {
    /// One row per series, part and step: units, users and times.
    mutating func tally() -> Query {
        note("count units, users and times")
        addParts()
        addRanks()
        addSums()
        var items = [Names.series, Names.part, Names.step].map { Query.Item.plain($0) }
        items += Tally.columns.map { .plain($0) }
        items.append(.plain(plan.split == nil ? Tally.code : Names.splitValue))
        return statement(
            Query(
                select: items, from: last,
                joins: plan.split == nil
                    ? []
                    : [
                        .left(
                            .query("split_values"), on: Names.splitCode.is(.equal, Tally.code))
                    ],
                orderBy: [Names.series, Names.part, Names.step].map { .ascending($0) }))
    }

    /// Every arrival once for the whole, and once for its split value.
    private mutating func addParts() {
        guard plan.split != nil else {
            let whole = Expression.cast(.integer(PartNumber.whole), .integer)
            add(
                "parts",
                Query(select: [.everything, whole.named(Names.part)], from: .query("counted")))
            return
        }
        let copy = Expression.column("copy_number")
        let part = Expression.when(
            copy.is(.equal, .integer(0)), then: .integer(PartNumber.whole),
            otherwise: plan.partOfUnit)
        add(
            "parts",
            Query(
                select: [.all(of: "counted"), part.named(Names.part)], from: .query("counted"),
                joins: [
                    plan.splitRankJoin,
                    .cross(.numbers(0...1, column: copy.name, as: "copy_numbers")),
                ]))
    }

    /// Durations by their rank, for medians without a function that every warehouse names and
    /// defines differently.
    private mutating func addRanks() {
        let group = [Names.series, Names.part, Names.step]
        func rank(_ duration: Expression) -> Expression {
            .window(.rowNumber, Window(partition: group, order: [.ascending(duration)]))
        }
        let count = Expression.window(
            .aggregate(.count, Names.step), Window(partition: group))
        add(
            "durations_ranked",
            Query(
                select: [
                    .everything, rank(Names.fromFirst).named(Tally.rank(Names.fromFirst)),
                    rank(Names.fromPrevious).named(Tally.rank(Names.fromPrevious)),
                    count.named(Tally.groupCount),
                ], from: last))
    }

    private mutating func addSums() {
        let group = [Names.series, Names.part, Names.step]
        var values: [Expression] = [
            .aggregate(.count, Names.step), .aggregate(.countDistinct, Names.user),
        ]
        values += Tally.statistics(of: Names.fromFirst)
        values += Tally.statistics(of: Names.fromPrevious)
        var items = group.map { Query.Item.plain($0) }
        items += zip(values, Tally.columns).map { $0.named($1) }
        items.append(shownCode.named(Tally.code))
        add("sums", Query(select: items, from: last, groupBy: group))
    }

    private var shownCode: Expression {
        guard let limit = plan.funnel.breakdown?.limit else {
            return .aggregate(.max, .cast(.null, .integer))
        }
        let isShown = Expression.all([
            Names.part.is(.atLeast, .integer(1)), Names.part.is(.atMost, .integer(Int64(limit))),
        ])
        return .aggregate(.min, .when(isShown, then: Names.splitCode))
    }
}

/// The columns of a tally, in the order in which they are selected and read again.
enum Tally {
    static let code = Expression.column("shown_code")
    static let groupCount = Expression.column("group_count")

    static func rank(_ duration: Expression) -> Expression { .column(duration.name + "_rank") }

    static let columns: [Expression] =
        [.column("unit_count"), .column("user_count")]
        + statisticNames.map { .column(Names.fromFirst.name + $0) }
        + statisticNames.map { .column(Names.fromPrevious.name + $0) }

    private static let statisticNames =
        ["_sum", "_median", "_p90"]
        + (0...TimeStatistics.bucketBounds.count).map { "_bucket_\($0)" }

    /// Sum, median, p90, and the units of each bucket.
    static func statistics(of duration: Expression) -> [Expression] {
        let bounds = TimeStatistics.bucketBounds
        let buckets = (0...bounds.count).map { index in
            Expression.count(
                where: .all(
                    (index > 0 ? [duration.is(.greater, .integer(bounds[index - 1]))] : [])
                        + (index < bounds.count
                            ? [duration.is(.atMost, .integer(bounds[index]))] : [])))
        }
        return [
            .cast(.aggregate(.sum, duration), .integer), percentile(50, of: duration),
            percentile(90, of: duration),
        ] + buckets
    }

    /// The smallest duration whose rank is at least this share of the count.
    private static func percentile(_ percent: Int64, of duration: Expression) -> Expression {
        let reached = (rank(duration) * .integer(100))
            .is(.atLeast, groupCount * .integer(percent))
        return .aggregate(.min, .when(reached, then: duration))
    }
}
