import Columns
import Definitions
import EventStore

/// A funnel made ready for one dataset: matchers over event codes, filters over columns.
struct FunnelPlan: Sendable {
    /// A step or an exclusion.
    struct Matcher: Sendable {
        var conditions: [Condition]
    }

    /// Events of one code (nil: any) that pass the filters.
    struct Condition: Sendable {
        var event: Int?
        var filters: CompiledFilters
    }

    let funnel: Funnel
    let range: ResolvedRange
    let filters: CompiledFilters
    let steps: [Matcher]
    let exclusions: [Matcher]
    /// The property whose values attempts carry.
    let breakdown: BreakdownRanks?
    /// The users' values, where the result is split by an attribute.
    let attribute: UserAttribute?
    /// Property indexes.
    let hold: [Int]

    init(
        _ funnel: Funnel, range: ResolvedRange?, zone: Zone, dataset: EventDataset,
        attributes: [String: UserAttribute]
    ) throws(AnalysisError) {
        self.funnel = funnel
        self.range = range ?? .always
        let compiler = Compiler(dataset: dataset, zone: zone)
        filters = try compiler.filters(funnel.filters)
        steps = try compiler.matchers(funnel.steps)
        exclusions = try compiler.matchers(funnel.exclusions.map(\.matcher))
        hold = funnel.hold.map { compiler.property($0) }
        switch funnel.breakdown?.subject {
        case .property(let name, _):
            breakdown = try BreakdownRanks(property: compiler.property(name), dataset: dataset)
            attribute = nil
        case .attribute(let name):
            guard let values = attributes[name] else { throw .unknownAttribute(name) }
            (breakdown, attribute) = (nil, values)
        case nil: (breakdown, attribute) = (nil, nil)
        }
    }

    /// What the result is split by.
    var source: BreakdownSource? {
        breakdown.map { .property($0) } ?? attribute.map { .attribute($0) }
    }

    /// Steps that lie at or after this instant cannot belong to any attempt.
    var end: Int64 {
        guard let window = funnel.window else { return ResolvedRange.always.to }
        return min(ResolvedRange.always.to, range.to + window.milliseconds)
    }

    /// The step whose event carries the breakdown's property; 0 for none.
    var valueStep: Int {
        if case .property(_, let step) = funnel.breakdown?.subject { step } else { 0 }
    }

    /// The levels whose waiting attempts each exclusion ends.
    var excludedLevels: [ClosedRange<Int>] {
        funnel.exclusions.map { $0.afterStep...($0.beforeStep - 1) }
    }

    /// Whether no event can match two matchers, so that the compiled walk can be used.
    var isSeparable: Bool {
        guard funnel.order != .unordered, funnel.unit == .user, hold.isEmpty else { return false }
        var seen: Set<Int> = []
        for matcher in steps + exclusions {
            var own: Set<Int> = []
            for condition in matcher.conditions {
                guard let event = condition.event else { return false }
                own.insert(event)
            }
            guard seen.isDisjoint(with: own) else { return false }
            seen.formUnion(own)
        }
        return true
    }
}

/// Translates names into codes and indexes.
struct Compiler {
    let dataset: EventDataset
    let zone: Zone

    func property(_ name: String) -> Int {
        guard let index = dataset.manifest.properties.firstIndex(where: { $0.name == name }) else {
            preconditionFailure("the question was checked against the schema")
        }
        return index
    }

    func filters(_ filters: [Filter]) throws(AnalysisError) -> CompiledFilters {
        var compiled: [CompiledFilter] = []
        for filter in filters {
            compiled.append(try CompiledFilter(filter, dataset: dataset, zone: zone))
        }
        return CompiledFilters(filters: compiled)
    }

    func matchers(_ matchers: [EventMatcher]) throws(AnalysisError) -> [FunnelPlan.Matcher] {
        var compiled: [FunnelPlan.Matcher] = []
        for matcher in matchers {
            var conditions: [FunnelPlan.Condition] = []
            for condition in matcher.conditions {
                let event = condition.event.map { name in
                    dataset.events.firstIndex { $0.utf8.elementsEqual(name.utf8) } ?? -1
                }
                conditions.append(
                    .init(event: event, filters: try filters(condition.filters)))
            }
            compiled.append(.init(conditions: conditions))
        }
        return compiled
    }
}
