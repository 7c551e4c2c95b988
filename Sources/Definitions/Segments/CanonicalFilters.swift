/// Filters on one table in their canonical form; see `SegmentDefinition.canonical`.
struct CanonicalFilters {
    /// Nil: the catalogue does not know it, so types are not known.
    let table: CatalogueTable?

    /// All of these hold.
    func all(_ filters: [Filter]) -> [Filter] {
        let parts = filters.flatMap(conjuncts)
        let bound = Set(parts.compactMap(Self.fieldThatMustBeSet))
        let needed = parts.filter { part in
            // Any comparison asks for a value already.
            guard case .comparison(let comparison) = part, comparison.operator == .isSet else {
                return true
            }
            return !bound.contains(comparison.property)
        }
        return sortedByJSON(needed) { $0.json(about: .field) }
    }

    /// One filter as filters that all hold.
    private func conjuncts(_ filter: Filter) -> [Filter] {
        let alternatives = alternatives(filter)
        guard alternatives.count == 1 else { return [.anyOf(alternatives)] }
        return Self.bounds(alternatives[0])
    }

    /// One filter as filters of which one holds: sorted, each once, none an `any_of`.
    private func alternatives(_ filter: Filter) -> [Filter] {
        let flat = flattened(filter)
        var values: [String: [Value]] = [:]
        var others: [Filter] = []
        for comparison in flat {
            if comparison.operator == .isIn {
                values[comparison.property, default: []] += comparison.values
            } else {
                others.append(.comparison(comparison))
            }
        }
        let sets = values.map { field, values in
            Self.set(field, .isIn, .equals, Self.distinct(values))
        }
        return sortedByJSON(others + sets) { $0.json(about: .field) }
    }

    /// The comparisons of which one holds, `equals` as `in`, without `or_null`.
    private func flattened(_ filter: Filter) -> [Comparison] {
        switch filter {
        case .anyOf(let filters): return filters.flatMap(flattened)
        case .comparison(let comparison):
            let plain = plain(comparison)
            guard comparison.acceptsNull, comparison.operator != .isNotSet else { return [plain] }
            return [
                plain,
                Comparison(property: comparison.property, operator: .isNotSet, values: []),
            ]
        }
    }

    /// The comparison with values of the field's type; sets instead of single values, inclusive bounds of
    /// whole numbers.
    private func plain(_ comparison: Comparison) -> Comparison {
        let type = table?.field(comparison.property)?.type
        let values = comparison.values.map { $0.canonical(as: type) }
        func make(_ operation: Comparison.Operator, _ values: [Value]) -> Comparison {
            Comparison(property: comparison.property, operator: operation, values: values)
        }
        switch comparison.operator {
        case .equals, .isIn: return make(.isIn, Self.distinct(values))
        case .notIn, .notEquals:
            let distinct = Self.distinct(values)
            return make(distinct.count == 1 ? .notEquals : .notIn, distinct)
        case .less, .greater, .atLeast, .atMost:
            let (operation, value) = Self.inclusive(comparison.operator, values[0], type)
            return make(operation, [value])
        case .between where values[0] == values[1]: return make(.isIn, [values[0]])
        case .isSet, .isNotSet: return make(comparison.operator, [])
        case .between, .contains, .startsWith, .endsWith, .matches:
            return make(comparison.operator, values)
        }
    }

    private static func inclusive(
        _ operation: Comparison.Operator, _ value: Value, _ type: DatasetSchema.PropertyType?
    ) -> (Comparison.Operator, Value) {
        guard type == .integer, case .integer(let number) = value else { return (operation, value) }
        return switch operation {
        case .greater where number < .max: (.atLeast, .integer(number + 1))
        case .less where number > .min: (.atMost, .integer(number - 1))
        default: (operation, value)
        }
    }

    private static func set(
        _ field: String, _ many: Comparison.Operator, _ one: Comparison.Operator, _ values: [Value]
    ) -> Filter {
        .comparison(
            Comparison(property: field, operator: values.count == 1 ? one : many, values: values))
    }

    /// `between` as its two bounds.
    private static func bounds(_ filter: Filter) -> [Filter] {
        guard case .comparison(let comparison) = filter, comparison.operator == .between else {
            return [filter]
        }
        return zip([Comparison.Operator.atLeast, .atMost], comparison.values).map {
            .comparison(
                Comparison(property: comparison.property, operator: $0, values: [$1]))
        }
    }

    private static func distinct(_ values: [Value]) -> [Value] { sortedByJSON(values, \.json) }

    /// The field that must have a value for the filter to hold, apart from what `is_set` says itself.
    private static func fieldThatMustBeSet(_ filter: Filter) -> String? {
        guard case .comparison(let comparison) = filter, comparison.operator != .isSet,
            comparison.operator != .isNotSet
        else { return nil }
        return comparison.property
    }
}

extension Value {
    /// The value as fields of this type compare it; nil: a type that is not known.
    fileprivate func canonical(as type: DatasetSchema.PropertyType?) -> Value {
        switch (type, self) {
        case (.text, _): .text(words)
        case (.time, .text(let text)): .text(Moment(text)?.canonical.text ?? text)
        case (_, .number(let number)): Int64(exactly: number).map { .integer($0) } ?? self
        default: self
        }
    }
}

extension AggregateCondition {
    /// All of these hold.
    static func canonical(_ conditions: [AggregateCondition]) -> [AggregateCondition] {
        let parts = sortedByJSON(conditions.flatMap(\.bounds), \.json)
        let others = parts.filter { !$0.isAnyRow }
        // Without it, a key without rows might satisfy the others.
        let saysNothing = others.isEmpty || !others.allSatisfy(\.acceptsNoRows)
        return saysNothing ? others : parts
    }

    /// `count at_least 1`: what a group without conditions asks for.
    private var isAnyRow: Bool {
        measure == .count && `operator` == .atLeast && values == [.integer(1)]
    }

    private var isCount: Bool { measure == .count || measure == .countDistinct }

    /// The condition with `between` as its bounds and inclusive bounds of counts.
    private var bounds: [AggregateCondition] {
        let values = values.map { value in
            if case .number(let number) = value, let whole = Int64(exactly: number) {
                Value.integer(whole)
            } else {
                value
            }
        }
        func make(_ operation: Comparison.Operator, _ value: Value) -> AggregateCondition {
            AggregateCondition(measure, of: field, operation, [value])
        }
        switch (`operator`, values[0]) {
        case (.between, _) where values[0] == values[1]: return [make(.equals, values[0])]
        case (.between, _): return [make(.atLeast, values[0]), make(.atMost, values[1])]
        case (.greater, .integer(let number)) where isCount && number < .max:
            return [make(.atLeast, .integer(number + 1))]
        case (.less, .integer(let number)) where isCount && number > .min:
            return [make(.atMost, .integer(number - 1))]
        default: return [make(`operator`, values[0])]
        }
    }
}
