import Definitions
import EventStore

/// A funnel with its dataset open, its names checked and its range resolved.
struct PreparedFunnel {
    let funnel: Funnel
    let dataset: EventDataset
    let zone: Zone
    let range: ResolvedRange?

    init(_ funnel: Funnel, home: Home, now: Int64) throws {
        self.funnel = funnel
        dataset = try home.open(funnel.dataset)
        zone =
            try funnel.timezone.map { (name) throws(DefinitionError) in try Zone(name) }
            ?? home.zone
        try funnel.check(against: dataset.schema)
        guard let wanted = funnel.range else {
            range = nil
            return
        }
        range = try wanted.resolved(in: zone, now: now)
    }

    func result(_ series: [FunnelSeries], engine: String, elapsed: Duration) -> FunnelResult {
        FunnelResult(
            funnel: funnel, engine: engine,
            elapsedMilliseconds: Int64(elapsed / .milliseconds(1)), range: range, zone: zone,
            dataUntil: dataset.dataUntil, series: series)
    }
}
