import Definitions
import Segments
import TestSupport

/// What a group means, said as plainly as possible.
enum NaiveGroups {
    static func members(
        _ group: ScanGroup, _ rows: [RandomRows.Row], base: Set<UInt32>
    ) -> Set<UInt32> {
        var byKey: [UInt32: [RandomRows.Row]] = [:]
        for row in rows {
            guard let key = row.key, passes(row, group) else { continue }
            byKey[key, default: []].append(row)
        }
        var members = Set(
            byKey.filter { _, rows in group.having.allSatisfy { holds($0, rows) } }.keys)
        if !group.having.isEmpty, group.having.allSatisfy({ holds($0, []) }) {
            members.formUnion(base.subtracting(byKey.keys))
        }
        return members
    }

    private static func passes(_ row: RandomRows.Row, _ group: ScanGroup) -> Bool {
        if let range = group.range {
            guard case .integer(let time)? = row.value(range.field) else { return false }
            guard range.instants.contains(time) else { return false }
        }
        return group.filters.allSatisfy { passes(row, $0) }
    }

    private static func passes(_ row: RandomRows.Row, _ filter: Filter) -> Bool {
        switch filter {
        case .anyOf(let filters): filters.contains { passes(row, $0) }
        case .comparison(let comparison): passes(row.value(comparison.property), comparison)
        }
    }

    private static func passes(_ value: Value?, _ comparison: Comparison) -> Bool {
        switch value {
        case nil: return comparison.acceptsNull
        case .text(let text): return comparison.textTest()(text)
        case .boolean(let flag):
            return comparison.test(comparison.values.map { $0 == .boolean(true) ? 1 : 0 })(
                flag ? 1 : 0)
        case .integer(let number):
            return comparison.test(comparison.values.map(number(of:)))(Double(number))
        case .number(let number): return comparison.test(comparison.values.map(number(of:)))(number)
        }
    }

    private static func number(of value: Value) -> Double {
        if case .text(let text) = value, let moment = Moment(text) {
            return Double(moment.instant(in: .utc))
        }
        return value.asDouble ?? .nan
    }

    private static func holds(
        _ condition: AggregateCondition, _ rows: [RandomRows.Row]
    ) -> Bool {
        let bounds = condition.values.map(number(of:))
        let test = Comparison(property: "", operator: condition.operator, values: condition.values)
            .test(bounds)
        if condition.measure == .count { return test(Double(rows.count)) }
        let values = rows.compactMap { $0.value(condition.field ?? "") }
        if condition.measure == .countDistinct { return test(Double(Set(values).count)) }
        let numbers = values.map(number(of:))
        guard let first = numbers.first else { return false }
        let sum = numbers.reduce(0, +)
        switch condition.measure {
        case .sum: return test(sum)
        case .avg: return test(sum / Double(numbers.count))
        case .min: return test(numbers.reduce(first) { min($0, $1) })
        default: return test(numbers.reduce(first) { max($0, $1) })
        }
    }
}

/// Random groups over the fields of `RandomRows`.
struct RandomGroups {
    var random: SplitMix64

    mutating func group() -> ScanGroup {
        ScanGroup(
            filters: (0..<Int.random(in: 0...3, using: &random)).map { _ in filter() },
            range: random.chance(40)
                ? .init("at", ResolvedRange(from: random.pick([-20_000, 0, 30_000]), to: 50_000))
                : nil,
            having: random.chance(60)
                ? (0..<Int.random(in: 1...2, using: &random)).map { _ in condition() } : [])
    }

    mutating func filter() -> Filter {
        guard random.chance(25) else { return .comparison(comparison()) }
        return .anyOf((0..<Int.random(in: 1...3, using: &random)).map { _ in filter() })
    }

    mutating func comparison() -> Comparison {
        let field = random.pick(RandomRows.fields)
        let form = random.pick(Comparison.Operator.allCases.filter { $0.fits(field.type) })
        let count: Int
        switch form {
        case .isSet, .isNotSet: count = 0
        case .isIn, .notIn: count = random.pick([1, 2, 7])
        case .between: count = 2
        default: count = 1
        }
        return Comparison(
            property: field.name, operator: form,
            values: (0..<count).map { _ in value(field, form) }, orNull: random.chance(20))
    }

    private mutating func value(_ field: ScanField, _ form: Comparison.Operator) -> Value {
        switch field.type {
        case .text:
            if form == .matches { return .text(random.pick(["^s", "u", "1.$"])) }
            return .text(
                field.name == "city"
                    ? random.pick(RandomRows.cities)
                    : "shop \(Int.random(in: 0..<400, using: &random))")
        case .integer:
            return random.chance(20)
                ? .number(Double(Int.random(in: -100...600, using: &random)) / 2)
                : .integer(Int64.random(in: -60...310, using: &random))
        case .number: return .number(Double(Int.random(in: -9...9, using: &random)) / 4)
        case .boolean: return .boolean(random.chance(50))
        case .time:
            return .text(
                random.pick(["1970-01-01T00:00:30Z", "1970-01-01T00:00:00Z", "1969-12-31"]))
        }
    }

    mutating func condition() -> AggregateCondition {
        let measure = random.pick(AggregateCondition.Measure.allCases)
        let field: String?
        switch measure {
        case .count: field = nil
        case .countDistinct: field = random.pick(RandomRows.fields).name
        case .min, .max: field = random.pick(["amount", "rate", "at"])
        default: field = random.pick(["amount", "rate"])
        }
        let form = random.pick(
            [
                .equals, .notEquals, .less, .atMost, .greater, .atLeast, .between,
            ] as [Comparison.Operator])
        let most = measure == .count || measure == .countDistinct ? 5 : 300
        let values = (0..<(form == .between ? 2 : 1)).map { _ in
            field == "at" && measure != .countDistinct
                ? Value.text(random.pick(["1970-01-01T00:00:30Z", "1970-01-01T00:00:10Z"]))
                : .integer(Int64.random(in: 0...Int64(most), using: &random))
        }
        return AggregateCondition(measure, of: field, form, values)
    }
}
