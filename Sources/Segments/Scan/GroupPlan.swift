import Columns
package import Definitions

/// Groups over one table as what they have in common: distinct comparisons (atoms), any-ofs of atoms
/// (clauses), conjunctions of clauses (masks), measures over a mask's rows, conditions on a measure.
///
/// Each part is worked out once for a stretch of rows, however many groups contain it.
package struct GroupPlan: Sendable {
    /// Rows for which all clauses hold; which groups they make up.
    struct Mask: Sendable {
        var clauses: [Int]
        var measures: [Measure] = []
        var outputs: [Output] = []
        /// Whether the keys of the rows are wanted, and not only their measures.
        var wantsKeys: Bool {
            outputs.contains { $0.conditions.isEmpty || $0.base != nil }
                || measures.contains { $0.conditions.contains(where: \.acceptsNone) }
        }
    }

    /// A value for each key of a mask's rows.
    struct Measure: Sendable {
        let measure: AggregateCondition.Measure
        let field: Int?
        /// The clause that the field has a value; nil for a count of rows.
        let hasValue: Int?
        var conditions: [Condition] = []
    }

    /// What a measure's value must be.
    struct Condition: Sendable {
        enum Accepts: Hashable, Sendable {
            case integers([ClosedRange<Int64>])
            case doubles([ClosedRange<Double>])
        }

        let accepts: Accepts
        /// Whether it holds for a key whose rows have no value to count.
        let acceptsNone: Bool
        /// Its set in the worker's arena.
        let place: Int
    }

    struct Output: Sendable {
        let group: Int
        /// Places of its conditions; empty: one row is enough.
        let conditions: [Int]
        /// Where the keys with rows are collected, for a group that keys without rows satisfy.
        let base: Int?
    }

    var atoms: [Atom] = []
    /// Atoms of which one must hold, ascending.
    var clauses: [[Int]] = []
    var masks: [Mask] = []
    var conditionCount = 0
    var baseCount = 0
    /// Fields that some part reads.
    var fields: [Int] = []
    package let groupCount: Int

    /// Throws `ScanError` where a group does not fit the table. `zone`: where times without an offset
    /// are read.
    package init(_ groups: [ScanGroup], source: some ScanSource, zone: Zone) throws {
        groupCount = groups.count
        var compiler = PlanCompiler(source: source, zone: zone)
        for (index, group) in groups.enumerated() { try compiler.add(group, index) }
        atoms = compiler.atoms
        clauses = compiler.clauses
        masks = compiler.masks
        conditionCount = compiler.conditionCount
        baseCount = compiler.baseCount
        fields = Set(
            atoms.map(\.field) + masks.flatMap { $0.measures.compactMap(\.field) }
        ).sorted()
    }

    /// How many parts there are to work out: `(atoms, masks, measures)`.
    package var size: (atoms: Int, masks: Int, measures: Int) {
        (atoms.count, masks.count, masks.reduce(0) { $0 + $1.measures.count })
    }
}

/// Finds what groups share.
struct PlanCompiler<Source: ScanSource> {
    let source: Source
    let zone: Zone
    private(set) var atoms: [Atom] = []
    private(set) var clauses: [[Int]] = []
    private(set) var masks: [GroupPlan.Mask] = []
    private(set) var conditionCount = 0
    private(set) var baseCount = 0
    private var atomNumbers: [AtomKey: Int] = [:]
    private var clauseNumbers: [[Int]: Int] = [:]
    private var maskNumbers: [[Int]: Int] = [:]

    private enum AtomKey: Hashable {
        case comparison(Comparison)
        case range(ScanGroup.Range)
    }

    init(source: Source, zone: Zone) {
        self.source = source
        self.zone = zone
    }

    mutating func add(_ group: ScanGroup, _ index: Int) throws {
        var parts: Set<Int> = []
        for filter in group.filters { parts.insert(try clause(filter)) }
        if let range = group.range { parts.insert(clause([try atom(range)])) }
        let mask = mask(parts.sorted())
        var conditions: [Int] = []
        for condition in group.having { conditions.append(try place(condition, mask)) }
        var base: Int?
        if group.acceptsNoRows {
            base = masks[mask].outputs.lazy.compactMap(\.base).first ?? baseCount
            if base == baseCount { baseCount += 1 }
        }
        masks[mask].outputs.append(
            .init(group: index, conditions: Set(conditions).sorted(), base: base))
    }

    private mutating func clause(_ filter: Filter) throws -> Int {
        var members: Set<Int> = []
        for comparison in filter.comparisons { members.insert(try atom(comparison)) }
        return clause(members.sorted())
    }

    private mutating func clause(_ atoms: [Int]) -> Int {
        if let known = clauseNumbers[atoms] { return known }
        clauseNumbers[atoms] = clauses.count
        clauses.append(atoms)
        return clauses.count - 1
    }

    private mutating func mask(_ clauses: [Int]) -> Int {
        if let known = maskNumbers[clauses] { return known }
        maskNumbers[clauses] = masks.count
        masks.append(.init(clauses: clauses))
        return masks.count - 1
    }

    private mutating func atom(_ comparison: Comparison) throws -> Int {
        let comparison = comparison.canonical
        if let known = atomNumbers[.comparison(comparison)] { return known }
        let field = try field(comparison.property)
        atoms.append(try Atom(comparison, field: field, source: source, zone: zone))
        atomNumbers[.comparison(comparison)] = atoms.count - 1
        return atoms.count - 1
    }

    private mutating func atom(_ range: ScanGroup.Range) throws -> Int {
        if let known = atomNumbers[.range(range)] { return known }
        let field = try field(range.field)
        guard source.fields[field].type == .time else {
            throw ScanError.unfitting("the range is over '\(range.field)', which is no time")
        }
        atoms.append(Atom(range: range.instants, field: field))
        atomNumbers[.range(range)] = atoms.count - 1
        return atoms.count - 1
    }

    private func field(_ name: String) throws -> Int {
        guard let index = source.index(of: name) else { throw ScanError.unknownField(name) }
        return index
    }

    /// The condition's place, taken from another group where one has the same.
    private mutating func place(_ condition: AggregateCondition, _ mask: Int) throws -> Int {
        let field = try condition.field.map { try self.field($0) }
        let measure = try measure(condition, field, mask)
        let type = field.map { source.fields[$0].type } ?? .integer
        let values = condition.values.map { $0.instant(in: zone) }
        let accepts = try Self.accepts(condition, values, type)
        let known = masks[mask].measures[measure].conditions
        if let same = known.first(where: { $0.accepts == accepts }) { return same.place }
        masks[mask].measures[measure].conditions.append(
            .init(
                accepts: accepts,
                acceptsNone: condition.measure == .countDistinct && condition.acceptsNoRows,
                place: conditionCount))
        conditionCount += 1
        return conditionCount - 1
    }

    private mutating func measure(
        _ condition: AggregateCondition, _ field: Int?, _ mask: Int
    ) throws -> Int {
        let measures = masks[mask].measures
        if let known = measures.firstIndex(where: {
            $0.measure == condition.measure && $0.field == field
        }) {
            return known
        }
        var hasValue: Int?
        if condition.measure != .count, let name = condition.field {
            hasValue = clause([
                try atom(Comparison(property: name, operator: .isSet, values: []))
            ])
        }
        masks[mask].measures.append(
            .init(
                measure: condition.measure, field: condition.measure == .count ? nil : field,
                hasValue: hasValue))
        return measures.count
    }

    private static func accepts(
        _ condition: AggregateCondition, _ values: [Value], _ type: DatasetSchema.PropertyType
    ) throws -> GroupPlan.Condition.Accepts {
        let isNumeric = type == .integer || type == .number || type == .time
        switch condition.measure {
        case .count, .countDistinct: break
        case .sum, .avg, .min, .max:
            guard isNumeric, condition.field != nil else {
                throw ScanError.unfitting(
                    "'\(condition.measure.rawValue)' needs a field of numbers")
            }
        }
        guard condition.measure == .avg || (type == .number && condition.measure.isOfValues) else {
            return .integers(NumberRanges.integers(condition.operator, values))
        }
        let (ranges, inverted) = NumberRanges.doubles(condition.operator, values)
        return .doubles(inverted ? ranges.flatMap(outside) : ranges)
    }

    private static func outside(_ point: ClosedRange<Double>) -> [ClosedRange<Double>] {
        [-Double.infinity...point.lowerBound.nextDown, point.upperBound.nextUp...Double.infinity]
    }
}

extension AggregateCondition.Measure {
    /// Whether it depends on the field's values and not only on how many there are.
    var isOfValues: Bool { self != .count && self != .countDistinct }

    var kernel: RowRuns.Measure {
        switch self {
        case .count: .count
        case .countDistinct: .distinct
        case .sum: .sum
        case .avg: .mean
        case .min: .least
        case .max: .greatest
        }
    }
}

extension Filter {
    /// The comparisons of which one must hold; an any-of within an any-of adds its own.
    var comparisons: [Comparison] {
        switch self {
        case .comparison(let comparison): [comparison]
        case .anyOf(let filters): filters.flatMap(\.comparisons)
        }
    }
}

extension Comparison {
    /// One form for comparisons that accept the same: `equals x` is `in [x]`, lists are sets.
    var canonical: Comparison {
        var (form, values) = (`operator`, self.values)
        if form == .equals { form = .isIn }
        if form == .notEquals { form = .notIn }
        if form == .isIn || form == .notIn {
            values = Set(values).sorted { $0.words < $1.words }
        }
        return Comparison(
            property: property, operator: form, values: values,
            orNull: orNull && form != .isSet && form != .isNotSet)
    }
}
