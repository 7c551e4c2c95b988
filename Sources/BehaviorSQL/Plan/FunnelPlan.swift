import Definitions
import SQL

/// A funnel together with all that its SQL depends on, worked out once.
struct FunnelPlan {
    /// How attempts are followed.
    enum Method {
        case ordered, unordered, entries
    }

    /// What the result is split by.
    enum Split {
        case property(Int, atStep: Int)
        case attribute(EventTable.Property, EventTable.KeyList)
    }

    let funnel: Funnel
    let range: ResolvedRange?
    let table: EventTable
    let zone: Zone
    /// The members of the segments that the funnel names.
    let segments: [String: EventTable.KeyList]
    let matchers: StepMatchers
    /// Places of the held properties in the table's list.
    let held: [Int]
    let split: Split?

    init(
        _ funnel: Funnel, range: ResolvedRange?, table: EventTable, zone: Zone,
        segments: [String: EventTable.KeyList]
    ) throws(BehaviorSQLError) {
        self.funnel = funnel
        self.range = range
        self.table = table
        self.zone = zone
        self.segments = segments
        matchers = StepMatchers(funnel.steps)
        var held: [Int] = []
        for name in funnel.hold { held.append(try Self.place(of: name, in: table)) }
        self.held = held
        split = try Self.split(funnel, table)
        if method != .entries { try matchers.refuseWideOverlaps() }
    }

    private static func place(
        of name: String, in table: EventTable
    ) throws(BehaviorSQLError) -> Int {
        guard let place = table.properties.firstIndex(where: { $0.name == name }) else {
            throw .unknown("property", name)
        }
        return place
    }

    private static func split(
        _ funnel: Funnel, _ table: EventTable
    ) throws(BehaviorSQLError) -> Split? {
        switch funnel.breakdown?.subject {
        case .property(let name, let step):
            return .property(try place(of: name, in: table), atStep: step)
        case .attribute(let name):
            guard let users = table.users,
                let attribute = users.attributes.first(where: { $0.name == name })
            else { throw .unknown("user attribute", name) }
            return .attribute(attribute, users.keys)
        case nil: return nil
        }
    }
}

extension FunnelPlan {
    var stepCount: Int { funnel.steps.count }
    var steps: ClosedRange<Int> { 1...stepCount }
    var isStrict: Bool { funnel.order == .strict }
    var hasSessions: Bool { funnel.unit == .session }
    var hasSequence: Bool { table.sequence != nil }

    var method: Method {
        if funnel.unit == .entry { return .entries }
        return funnel.order == .unordered ? .unordered : .ordered
    }

    /// The step whose event splits the result.
    var splitStep: Int? {
        if case .property(_, let step) = split { step } else { nil }
    }

    /// The type of the values that split the result.
    var splitType: DatasetSchema.PropertyType? {
        switch split {
        case .property(let place, _): table.properties[place].type
        case .attribute(let attribute, _): attribute.type
        case nil: nil
        }
    }

    /// Whether ties between held values must be settled by the attempts' whole paths, moment by
    /// moment; elsewhere times tell them apart.
    var needsPaths: Bool { !held.isEmpty && (splitStep != nil || hasSequence) }

    /// Whether a moment is told by its time alone, so that it needs no number.
    var momentIsTime: Bool { !hasSequence && !isStrict && splitStep == nil }

    /// Whether exclusion `index` can end an attempt that has filled `level` steps.
    func exclusion(_ index: Int, covers level: Int) -> Bool {
        let exclusion = funnel.exclusions[index]
        return exclusion.afterStep <= level && level < exclusion.beforeStep
    }

    /// What an attempt may not leave: its user, its held values, its session.
    var partition: [Expression] {
        [Names.user] + held.indices.map(Names.held) + (hasSessions ? [Names.session] : [])
    }

    /// What is counted once.
    var unit: [Expression] { [Names.user] + (hasSessions ? [Names.session] : []) }
}
