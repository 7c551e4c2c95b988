import Columns
import Definitions
import EventStore

/// A funnel made ready for one dataset: matchers over event codes, filters over columns.
struct FunnelPlan: Sendable {
    let funnel: Funnel
    let range: ResolvedRange
    let filters: CompiledFilters
    let steps: [CompiledMatcher]
    let exclusions: [CompiledMatcher]
    /// The property whose values attempts carry.
    let breakdown: BreakdownRanks?
    /// The users' values, where the result is split by an attribute.
    let attribute: UserAttribute?
    /// Property indexes.
    let hold: [Int]

    init(
        _ funnel: Funnel, range: ResolvedRange?, zone: Zone, dataset: EventDataset,
        attributes: [String: UserAttribute], memory: MemoryBudget = MemoryBudget()
    ) throws {
        self.funnel = funnel
        self.range = range ?? .always
        let compiler = NameCompiler(dataset: dataset, zone: zone)
        filters = try compiler.filters(funnel.filters)
        steps = try compiler.matchers(funnel.steps)
        exclusions = try compiler.matchers(funnel.exclusions.map(\.matcher))
        hold = funnel.hold.map { compiler.property($0) }
        switch funnel.breakdown?.subject {
        case .property(let name, _):
            breakdown = try BreakdownRanks(
                property: compiler.property(name), dataset: dataset, zone: zone,
                memory: memory)
            attribute = nil
        case .attribute(let name):
            guard let values = attributes[name] else { throw AnalysisError.unknownAttribute(name) }
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
