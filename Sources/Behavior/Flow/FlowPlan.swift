import Columns
import Definitions
import EventStore

/// A flow made ready for one dataset: labels as numbers, filters over columns.
struct FlowPlan: Sendable {
    let range: ResolvedRange
    let filters: CompiledFilters
    /// The property whose values are followed; nil for the names of events.
    let property: Int?
    let labels: FlowLabelNumbers
    /// The number of the label at which paths are pinned; nil where they start with sessions.
    let anchor: UInt32?
    let isBackward: Bool
    let unit: Flow.Unit
    let steps: Int
    let nodesPerStep: Int
    let collapsesRepeats: Bool
    /// How long a path may last across sessions; nil: it ends with the session.
    let within: Int64?
    let sessionGap: Int64

    init(
        _ flow: Flow, range: ResolvedRange?, zone: Zone, dataset: EventDataset
    ) throws {
        self.range = range ?? .always
        let manifest = dataset.manifest
        let subject = try FlowSubject(flow, roles: manifest.roles)
        let compiler = NameCompiler(dataset: dataset, zone: zone)
        property = subject.property.map { compiler.property($0) }
        filters = try compiler.filters(flow.scope.filters + subject.filters)
        let labels = try FlowLabelNumbers(flow, property: property, dataset: dataset)
        anchor = flow.anchorLabel.map { labels.number(of: $0) ?? FlowLabelNumbers.unknown }
        self.labels = labels
        isBackward = flow.isBackward
        unit = flow.unit
        steps = flow.steps
        nodesPerStep = flow.nodesPerStep
        collapsesRepeats = flow.collapsesRepeats
        within = flow.within?.milliseconds
        sessionGap = manifest.sessionGapMilliseconds
    }

    /// Whether each user's path is the one after the first match, so that most events need no look.
    var isFirstStart: Bool { unit == .user && anchor != nil && !isBackward }

    /// Where partitions begin and end that can hold an event of a path.
    private var reach: (from: Int64, to: Int64) {
        let always = ResolvedRange.always
        if isBackward { return (within.map { range.from - $0 } ?? always.from, range.to) }
        let to = within.map { range.to + $0 } ?? always.to
        return (anchor == nil ? always.from : range.from, to)
    }

    /// The partitions that can hold an event of a path, in time order.
    func partitions(of dataset: EventDataset) -> [EventPartition] {
        let (from, to) = reach
        return dataset.partitions.filter { $0.lastTime >= from && $0.firstTime < to }
    }

    /// Whether the beginning of a session that reaches into the range must be known: one that began
    /// before the range does not start in it, and ways back lead there.
    var looksBack: Bool { anchor == nil || (isBackward && within == nil) }

    /// The column of the codes that `labels` numbers; nil where no event of the partition has one.
    func column(_ partition: EventPartition) -> Column? {
        guard let property else { return partition.event }
        return partition.properties[property]?.values
    }

    /// Whether the partition's events only go on with sessions that began before the range's end.
    func isLate(_ partition: EventPartition) -> Bool { partition.firstTime >= range.to }
}
