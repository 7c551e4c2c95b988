package import Definitions

/// The naive reading of segments: rows are dictionaries, every rule is a loop over all of them.
///
///     let reference = SegmentReference(catalogue: catalogue, rows: rows, zone: zone)
///     try reference.users(of: definition, on: date)
package struct SegmentReference {
    /// Values by the column; a column without a value is absent. Times are texts that `Moment` reads.
    package typealias Row = [String: Value]

    package let catalogue: Catalogue
    /// By the table's name in the catalogue.
    package let rows: [String: [Row]]
    package let zone: Zone

    package init(catalogue: Catalogue, rows: [String: [Row]], zone: Zone) {
        self.catalogue = catalogue
        self.rows = rows
        self.zone = zone
    }

    /// The users of a segment of containers.
    package func users(
        of definition: SegmentDefinition, on date: CivilDate
    ) throws -> Set<String> {
        var users: Set<String> = []
        for container in try definition.resolved(in: catalogue) {
            let found = try self.users(of: container, on: date)
            users = container.subtracts ? users.subtracting(found) : users.union(found)
        }
        return users
    }

    package func users(of container: ResolvedContainer, on date: CivilDate) throws -> Set<String> {
        var included: [Set<String>] = []
        var excluded: [Set<String>] = []
        for group in container.userGroups {
            let keys = try keys(of: group, on: date)
            if group.group.isExcluded { excluded.append(keys) } else { included.append(keys) }
        }
        for join in container.joins {
            let wanted = try join.included.map { try keys(of: $0, join: join, on: date) }
            let unwanted = try join.excluded.map { try keys(of: $0, join: join, on: date) }
            if let first = wanted.first {
                let all = wanted.reduce(first) { $0.intersection($1) }
                included.append(users(of: unwanted.reduce(all) { $0.subtracting($1) }, join))
            } else {
                excluded.append(users(of: unwanted.reduce([]) { $0.union($1) }, join))
            }
        }
        let all = included.dropFirst().reduce(included[0]) { $0.intersection($1) }
        return excluded.reduce(all) { $0.subtracting($1) }
    }

    /// The users of the mapping table's rows with one of these keys.
    private func users(of keys: Set<String>, _ join: JoinPlan) -> Set<String> {
        Set(
            rows(of: join.mapping).compactMap { row in
                guard let key = key(row[join.keyColumn]), keys.contains(key) else { return nil }
                return key == "" ? nil : self.key(row[join.userColumn])
            })
    }

    /// The keys that a group gives, whether it is excluded or not.
    package func keys(
        of group: ResolvedGroup, join: JoinPlan? = nil, on date: CivilDate
    ) throws -> Set<String> {
        try keys(of: group, filters: group.group.filters, having: group.group.having, join, date)
    }

    /// How many keys each step leaves; see `GroupSQL.waterfall`.
    package func waterfall(
        of group: ResolvedGroup, join: JoinPlan? = nil, on date: CivilDate
    ) throws -> [Int] {
        let filters = group.group.filters
        let having = group.group.having
        let byFilter = try (0...filters.count).map {
            try keys(of: group, filters: Array(filters.prefix($0)), having: [], join, date).count
        }
        // Whether those without rows count is a matter of all conditions.
        let zero = group.group.acceptsNoRows
        let byCondition = try (1...max(1, having.count)).filter { $0 <= having.count }.map {
            try keys(
                of: group, filters: filters, having: Array(having.prefix($0)), join, date,
                withBase: zero
            ).count
        }
        return byFilter + byCondition
    }

    /// How many rows pass but have no key.
    package func rowsWithoutKey(of group: ResolvedGroup, on date: CivilDate) throws -> Int {
        let test = try test(group, group.group.filters, date)
        return rows(of: group.table).filter { key($0[group.keyColumn]) == nil && test($0) }.count
    }

    private func keys(
        of group: ResolvedGroup, filters: [Filter], having: [AggregateCondition], _ join: JoinPlan?,
        _ date: CivilDate, withBase: Bool? = nil
    ) throws -> Set<String> {
        var byKey: [String: [Row]] = [:]
        let test = try test(group, filters, date)
        for row in rows(of: group.table) where test(row) {
            if let key = key(row[group.keyColumn]) { byKey[key, default: []].append(row) }
        }
        let hasBase = withBase ?? (!having.isEmpty && having.allSatisfy(\.acceptsNoRows))
        if hasBase {
            for key in base(join) where byKey[key] == nil { byKey[key] = [] }
        }
        return Set(
            byKey.filter { _, rows in
                having.allSatisfy { $0.holds(for: measure($0, rows, group.table)) }
            }.keys)
    }

    private func base(_ join: JoinPlan?) -> Set<String> {
        let table = join?.mapping ?? catalogue.population.flatMap { catalogue.table($0) }
        guard let table, let column = join?.keyColumn ?? table.userKey else { return [] }
        return Set(rows(of: table).compactMap { key($0[column]) })
    }

    /// Whether a row is in the range and passes the filters.
    private func test(
        _ group: ResolvedGroup, _ filters: [Filter], _ date: CivilDate
    ) throws -> (Row) -> Bool {
        let range = try group.group.range?.resolved(on: date, in: zone)
        let fields = group.table.fields.filter { field in
            filters.contains { $0.properties.contains(field.name) }
        }
        let filter = ReferenceFilter(
            types: Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.type) }), zone: zone)
        return { row in
            if let range {
                guard let column = group.table.roles[.time], case .text(let text)? = row[column],
                    let moment = Moment(text), range.contains(moment.instant(in: zone))
                else { return false }
            }
            var values: [String: Value] = [:]
            for field in fields { values[field.name] = row[field.column] }
            return filter.passes(filters, JourneyEvent("row", at: 0, properties: values))
        }
    }

    /// Nil where there is nothing to measure.
    private func measure(
        _ condition: AggregateCondition, _ rows: [Row], _ table: CatalogueTable
    ) -> Double? {
        guard let name = condition.field else { return Double(rows.count) }
        let column = table.field(name)?.column ?? name
        let values = rows.compactMap { $0[column] }
        if condition.measure == .countDistinct { return Double(Set(values.map(\.words)).count) }
        let numbers = values.compactMap { value -> Double? in
            switch value {
            case .integer(let number): Double(number)
            case .number(let number): number
            case .text, .boolean: nil
            }
        }
        guard !numbers.isEmpty else { return nil }
        return switch condition.measure {
        case .sum: numbers.reduce(0, +)
        case .avg: numbers.reduce(0, +) / Double(numbers.count)
        case .min: numbers.min()
        default: numbers.max()
        }
    }

    private func rows(of table: CatalogueTable) -> [Row] { rows[table.name] ?? [] }

    /// A key as text; nil for none.
    private func key(_ value: Value?) -> String? {
        switch value {
        case nil, .text(""): nil
        case .text(let text): text
        case .integer(let number): String(number)
        case .number(let number): Int64(exactly: number).map { String($0) } ?? String(number)
        case .boolean(let flag): String(flag)
        }
    }
}
