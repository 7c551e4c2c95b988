extension TimeRange {
    /// The instants that a group's range means in a run over the data of `date`: a rolling range ends
    /// with that day, to its last hour.
    package func resolved(on date: CivilDate, in zone: Zone) throws(DefinitionError)
        -> ResolvedRange
    {
        let next = CivilDate(daysSinceEpoch: date.daysSinceEpoch + 1)
        return try resolved(in: zone, now: zone.start(of: next) - 1)
    }
}

extension ResolvedContainer {
    /// The resolved ranges of the container's groups that have one.
    package func ranges(
        on date: CivilDate, in zone: Zone
    ) throws(DefinitionError) -> [GroupPlace: ResolvedRange] {
        var ranges: [GroupPlace: ResolvedRange] = [:]
        for group in groups {
            guard let range = group.group.range else { continue }
            do throws(DefinitionError) {
                ranges[group.place] = try range.resolved(on: date, in: zone)
            } catch {
                throw DefinitionError(
                    error.code, at: group.place.pointer + error.pointer, error.detail)
            }
        }
        return ranges
    }
}

extension CivilDate {
    /// `2026-11-23`; nil for any other text.
    package init?(_ text: String) {
        guard text.utf8.count == 10, let moment = Moment(text) else { return nil }
        self.init(
            daysSinceEpoch: Int(floorDivide(moment.clock, TimeSpan.Unit.day.milliseconds)))
    }
}
