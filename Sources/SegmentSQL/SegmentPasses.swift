import Definitions
import SQL

extension Pass {
    /// The distinct keys of every group.
    static let readGroups = Pass(name: "read the keys of each group") {
        draft throws(SegmentSQLError) in
        for container in draft.containers {
            for group in container.groups {
                let join = container.joins.first { $0.key == group.key }
                let sql = try GroupSQL(
                    group, range: draft.ranges[group.place], join: join,
                    catalogue: draft.catalogue, tables: draft.tables, zone: draft.zone)
                draft.add(group.place.name, sql.keys)
            }
        }
    }

    /// Groups on another key meet on it, and what is left is mapped to users.
    static let mapKeys = Pass(name: "join on other keys, and map them to users") {
        draft throws(SegmentSQLError) in
        for container in draft.containers {
            for (index, join) in container.joins.enumerated() {
                let name = container.joinName(index)
                draft.add(name + "_keys", join.meeting)
                let table = try draft.tables.table(join.mapping.name)
                let key = table.key(join.keyColumn)
                let user = table.key(join.userColumn)
                draft.add(
                    name + "_mapping",
                    Query(
                        distinct: true, select: [key.named(Names.mapped), user.named(Names.key)],
                        from: table.relation(as: "mapping_table"),
                        where: .all([
                            key.is(.notEqual, .value(.text(""))),
                            user.is(.notEqual, .value(.text(""))),
                        ])))
                draft.add(name, Self.users(of: name))
            }
        }
    }

    private static func users(of join: String) -> Query {
        let mapping = join + "_mapping"
        let keys = join + "_keys"
        return Query(
            distinct: true, select: [.plain(.member(Names.key.name, of: mapping))],
            from: .query(mapping),
            joins: [
                .inner(
                    .query(keys),
                    on: Expression.member(Names.mapped.name, of: mapping)
                        .is(.equal, .member(Names.key.name, of: keys)))
            ])
    }

    /// A container's users: in all of its groups, in none of the excluded ones.
    static let joinContainers = Pass(name: "join the groups of each container") { draft in
        for (index, container) in draft.containers.enumerated() {
            var included: [String] = []
            var excluded: [String] = []
            for group in container.userGroups {
                if group.group.isExcluded {
                    excluded.append(group.place.name)
                } else {
                    included.append(group.place.name)
                }
            }
            for (index, join) in container.joins.enumerated() {
                if join.included.isEmpty {
                    excluded.append(container.joinName(index))
                } else {
                    included.append(container.joinName(index))
                }
            }
            draft.add(containerName(index), Query.inAll(included, inNone: excluded))
        }
    }

    /// From first to last: a container is added to those before it, or taken away from them.
    static let uniteContainers = Pass(name: "unite the containers") { draft in
        var last = containerName(0)
        for (index, container) in draft.containers.enumerated().dropFirst() {
            let name = containerName(index)
            let united = "containers_to_\(index + 1)"
            if container.subtracts {
                draft.add(united, Query.inAll([last], inNone: [name]))
            } else {
                let parts = [last, name].map {
                    Query(select: [.plain(Names.key)], from: .query($0))
                }
                draft.add(
                    united,
                    Query(
                        select: [.plain(Names.key)],
                        from: .union(parts, all: false, as: "united")))
            }
            last = united
        }
    }

    private static func containerName(_ index: Int) -> String { "container_\(index + 1)" }
}

extension Query {
    /// The keys that are in every one of some queries and in none of others; each has a key once.
    static func inAll(_ included: [String], inNone excluded: [String]) -> Query {
        let first = included[0]
        let key = Expression.member(Names.key.name, of: first)
        func meets(_ other: String) -> Expression {
            key.is(.equal, .member(Names.key.name, of: other))
        }
        return Query(
            select: [.plain(key)], from: .query(first),
            joins: included.dropFirst().map { .inner(.query($0), on: meets($0)) }
                + excluded.map { .left(.query($0), on: meets($0)) },
            where: excluded.isEmpty
                ? nil : .all(excluded.map { .isNull(.member(Names.key.name, of: $0)) }))
    }

    fileprivate static func union(of names: [String]) -> Query {
        let parts = names.map { Query(select: [.plain(Names.key)], from: .query($0)) }
        return parts.count == 1
            ? parts[0]
            : Query(select: [.plain(Names.key)], from: .union(parts, all: false, as: "united"))
    }
}

extension JoinPlan {
    /// The values of the key that count: of the included groups, or, where there are none, those whose
    /// users are taken away.
    fileprivate var meeting: Query {
        let excluded = excluded.map(\.place.name)
        return included.isEmpty
            ? Query.union(of: excluded)
            : Query.inAll(included.map(\.place.name), inNone: excluded)
    }
}

extension ResolvedContainer {
    /// `join_1_2`: the second other key of the first container.
    fileprivate func joinName(_ index: Int) -> String {
        "join_\(groups[0].place.container + 1)_\(index + 1)"
    }
}

extension GroupPlace {
    /// `group_1_2`
    var name: String { "group_\(container + 1)_\(group + 1)" }
}
