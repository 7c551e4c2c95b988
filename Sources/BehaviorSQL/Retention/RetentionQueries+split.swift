import Definitions
import SQL

extension RetentionQueries {
    private typealias Own = RetentionNames

    /// What tells the rows of a breakdown apart.
    var splitColumns: [Expression] {
        retention.breakdown == nil ? [] : [Names.part, Names.splitValue]
    }

    /// Gives each member of a cohort his value, and the row that shows it.
    mutating func addSplit() throws(BehaviorSQLError) {
        switch retention.breakdown?.subject {
        case .property: addStartValues()
        case .attribute(let name): try addAttribute(name)
        case nil: return
        }
        addRanks()
        let rank = Own.splitRank
        let limit = Int64(retention.breakdown?.limit ?? 0)
        let part = Expression.choice(
            [
                .init(
                    when: .isNull(Names.splitValue), then: .integer(PartNumber.none(limit))),
                .init(when: rank.is(.atMost, .integer(limit)), then: rank),
            ], otherwise: .integer(PartNumber.other(limit)))
        add(
            "members_parted", "find the row of each member",
            Query(
                select: [.all(of: "members_split"), part.named(Names.part)],
                from: .query("members_split"),
                joins: [
                    .left(
                        .query("split_ranks"), on: Own.rankedValue.is(.equal, Names.splitValue))
                ]))
        members = "members_parted"
    }

    /// The smallest value of the start events at the time of the start.
    private mutating func addStartValues() {
        func member(_ column: Expression) -> Expression { .member(column.name, of: "starters") }
        func event(_ column: Expression) -> Expression { .member(column.name, of: "events") }
        let key = [Names.user, Own.cohort, Own.start]
        add(
            "members_split", "find the value of each start",
            Query(
                select: key.map { member($0).named($0) } + [
                    Expression.aggregate(.min, event(Names.splitValue)).named(Names.splitValue)
                ], from: .renamed("members", as: "starters"),
                joins: [
                    .inner(
                        .renamed("activity", as: "events"),
                        on: .all([
                            event(Names.user).is(.equal, member(Names.user)),
                            event(Names.time).is(.equal, member(Own.start)),
                            event(Own.isStart).is(.equal, .integer(1)),
                        ]))
                ], groupBy: key.map(member)))
    }

    private mutating func addAttribute(_ name: String) throws(BehaviorSQLError) {
        let (attribute, keys) = try sql.attribute(name)
        let user = Expression.column("attribute_user")
        let users = Query(
            select: [
                keys.key.named(user),
                Expression.aggregate(.min, attribute.value).named(Names.splitValue),
            ], from: keys.source.relation(as: "source_users"), groupBy: [keys.key])
        add(
            "members_split", "find the value of each member",
            Query(
                select: [.all(of: "members"), .plain(Names.splitValue)], from: .query("members"),
                joins: [
                    .left(
                        .nested(users, as: "attributes"),
                        on: user.is(.equal, .member(Names.user.name, of: "members")))
                ]))
    }

    /// The values by how many members of all cohorts have them.
    private mutating func addRanks() {
        let count = Expression.column("member_count")
        let counts = Query(
            select: [
                .plain(Names.splitValue),
                Expression.aggregate(.count, Names.user).named(count),
            ], from: .query("members_split"), where: .isNotNull(Names.splitValue),
            groupBy: [Names.splitValue])
        let rank = Expression.window(
            .rowNumber,
            Window(partition: [], order: [.descending(count), .ascending(Names.splitValue)]))
        add(
            "split_ranks", "rank the values",
            Query(
                select: [Names.splitValue.named(Own.rankedValue), rank.named(Own.splitRank)],
                from: .nested(counts, as: "split_counts")))
    }

    /// What holds for the members of one row; nothing for the whole.
    func isOf(_ row: BreakdownValue?) throws(BehaviorSQLError) -> [Expression] {
        let limit = Int64(retention.breakdown?.limit ?? 0)
        switch row {
        case nil: return []
        case .none?: return [Names.part.is(.equal, .integer(PartNumber.none(limit)))]
        case .other: return [Names.part.is(.equal, .integer(PartNumber.other(limit)))]
        case .value(let words):
            return [
                Names.part.is(.atMost, .integer(limit)),
                Names.splitValue.is(.equal, .value(try value(words))),
            ]
        }
    }

    /// A breakdown value's words as a value of its type.
    private func value(_ words: String) throws(BehaviorSQLError) -> SQLValue {
        let value: SQLValue? =
            switch try sql.splitType {
            case .text, nil: .text(words)
            case .integer: Int64(words).map { .integer($0) }
            case .number: Double(words).map { .double($0) }
            case .boolean: Bool(words).map { .boolean($0) }
            case .time: Moment(words).map { .integer($0.instant(in: sql.zone)) }
            }
        guard let value else { throw .unfitting(words, "the breakdown") }
        return value
    }
}

extension RetentionSQL {
    func attribute(
        _ name: String
    ) throws(BehaviorSQLError) -> (EventTable.Property, EventTable.KeyList) {
        guard let users = table.users,
            let attribute = users.attributes.first(where: { $0.name == name })
        else { throw .unknown("user attribute", name) }
        return (attribute, users.keys)
    }

    /// The type of the values that split the cohorts.
    var splitType: DatasetSchema.PropertyType? {
        get throws(BehaviorSQLError) {
            switch retention.breakdown?.subject {
            case .property(let name): table.properties.first { $0.name == name }?.type
            case .attribute(let name): try attribute(name).0.type
            case nil: nil
            }
        }
    }
}
