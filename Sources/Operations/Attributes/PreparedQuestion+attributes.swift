import Attributes
import Definitions
import EventStore

extension PreparedQuestion {
    /// The time that a rule of the question looks at.
    func frame(of estimate: Estimate) throws(DefinitionError) -> EstimateFrame {
        var range = range
        if let own = estimate.range {
            let index = question.scope.estimates.firstIndex(of: estimate) ?? 0
            range = try own.resolved(in: zone, now: now, pointer: "/estimates/\(index)/range")
        }
        return frame(range)
    }

    func frame(_ range: ResolvedRange?) -> EstimateFrame {
        EstimateFrame(
            range, dataFrom: dataset.partitions.map(\.firstTime).min(),
            dataUntil: dataset.dataUntil, zone: zone)
    }

    /// The estimate called `name`.
    func estimate(_ name: String) -> Estimate? {
        question.scope.estimates.first { $0.name.isSameText(as: name) }
    }

    /// The attributes that a profile tells of.
    func attributeNames(of profile: Profile) -> [String] {
        profile.attributes ?? attributes.names + profile.scope.estimates.map(\.name)
    }

    /// The periods of a profile; nil where it has none.
    func timeline(of profile: Profile) throws(DefinitionError) -> TrendTimeline? {
        try profile.timeline(range, in: zone)
    }
}
