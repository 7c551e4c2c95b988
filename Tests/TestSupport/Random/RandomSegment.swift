package import Definitions

/// Draws definitions over the tables of `RandomSegmentTables`; each is valid.
package enum RandomSegment {
    package static func make(
        in catalogue: Catalogue, using random: inout SplitMix64
    ) -> SegmentDefinition {
        while true {
            let containers = (0..<random.pick([1, 1, 2, 3])).map { index in
                GroupContainer(
                    (0..<random.pick([1, 2, 2, 3])).map { _ in
                        group(in: catalogue, using: &random)
                    }, subtracts: index > 0 && random.chance(40))
            }
            let definition = SegmentDefinition.containers(containers)
            // Some draws have only excluded groups or two mapping tables.
            if (try? definition.validate(against: catalogue)) != nil { return definition }
        }
    }

    package static func group(
        in catalogue: Catalogue, using random: inout SplitMix64
    ) -> SegmentGroup {
        let table = random.pick(catalogue.tables)
        let filters = (0..<random.pick([0, 0, 1, 1, 2])).map { _ in
            filter(on: table, using: &random)
        }
        let having = (0..<random.pick([0, 0, 1, 1, 2])).map { _ in
            condition(on: table, using: &random)
        }
        var join: JoinKey?
        if let key = table.keys.keys.sorted().first(where: { _ in random.chance(50) })
            ?? (table.userKey == nil ? table.keys.keys.sorted().first : nil)
        {
            join = JoinKey(key, through: random.chance(60) ? "accounts" : nil)
        }
        return SegmentGroup(
            dataset: table.name, filters: filters,
            range: table.roles[.time] == nil || random.chance(50) ? nil : range(using: &random),
            having: having, join: join, isExcluded: random.chance(25))
    }

    private static func range(using random: inout SplitMix64) -> TimeRange {
        let fixed = Moment("2026-02-28").flatMap { from in
            Moment("2026-03-04T03:30:00").map { TimeRange.fixed(from: from, to: $0) }
        }
        return random.pick(
            [.last(7, .day), .last(1, .week), .this(.month), .previous(.month), .last(30, .hour)]
                + (fixed.map { [$0] } ?? []))
    }

    private static func condition(
        on table: CatalogueTable, using random: inout SplitMix64
    ) -> AggregateCondition {
        let numbers = table.fields.filter { $0.type == .integer || $0.type == .number }
        let measure = random.pick(AggregateCondition.Measure.allCases + [.count, .count])
        let operation = random.pick(AggregateCondition.operators)
        let values: [Value] =
            operation == .between
            ? [.integer(random.pick([0, 1])), .integer(random.pick([1, 2, 30]))]
            : [random.pick([.integer(0), .integer(1), .integer(2), .number(2.5)])]
        switch measure {
        case .count: return AggregateCondition(.count, operation, values)
        case .countDistinct:
            return AggregateCondition(
                .countDistinct, of: random.pick(table.fields).name, operation, values)
        case .sum, .avg, .min, .max:
            guard let field = numbers.first else {
                return AggregateCondition(.count, operation, values)
            }
            return AggregateCondition(measure, of: field.name, operation, values)
        }
    }

    private static func filter(
        on table: CatalogueTable, using random: inout SplitMix64
    ) -> Filter {
        if random.chance(20) {
            return .anyOf((0..<2).map { _ in filter(on: table, using: &random) })
        }
        let field = random.pick(table.fields)
        let operation = random.pick(
            Comparison.Operator.allCases.filter { $0.fits(field.type) && $0 != .matches })
        let count =
            operation.valueCount.upperBound > 2
            ? random.pick([1, 2, 3]) : operation.valueCount.lowerBound
        var values = (0..<count).map { _ in value(of: field.type, using: &random) }
        if operation == .between { values = ordered(values) }
        return .comparison(
            Comparison(
                property: field.name, operator: operation, values: values,
                orNull: random.chance(15)))
    }

    private static func ordered(_ values: [Value]) -> [Value] {
        func number(_ value: Value) -> Double {
            switch value {
            case .integer(let number): Double(number)
            case .number(let number): number
            case .text, .boolean: 0
            }
        }
        return values.sorted { number($0) < number($1) }
    }

    private static func value(
        of type: DatasetSchema.PropertyType, using random: inout SplitMix64
    ) -> Value {
        switch type {
        case .text: .text(random.pick(["F", "M", "A", "B", "card", "카드", "a", ""]))
        case .integer: random.pick([.integer(0), .integer(5), .integer(30), .number(29.5)])
        case .number: random.pick([.integer(1), .number(0.25), .number(2.5), .integer(-1)])
        case .boolean: .boolean(random.chance(50))
        case .time: .text(RandomSegmentTables.moment(using: &random))
        }
    }
}
