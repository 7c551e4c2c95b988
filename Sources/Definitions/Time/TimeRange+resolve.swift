/// A time range as instants: milliseconds since 1970 UTC, `from` included, `to` not.
package struct ResolvedRange: Hashable, Sendable {
    package let from: Int64
    package let to: Int64

    package init(from: Int64, to: Int64) {
        self.from = from
        self.to = to
    }

    /// All of time.
    package static let always = ResolvedRange(from: -(1 << 52), to: 1 << 52)

    package func contains(_ milliseconds: Int64) -> Bool {
        from <= milliseconds && milliseconds < to
    }
}

extension TimeRange {
    /// The instants that the range means when the clock shows `now` (milliseconds since 1970 UTC).
    ///
    /// A rolling range ends with the current unit, which is included: `last 30 days` on the 31st
    /// of October starts on the 2nd. Throws where a fixed range is empty or reversed.
    package func resolved(
        in zone: Zone, now: Int64, pointer: String = "/range"
    ) throws(DefinitionError) -> ResolvedRange {
        switch self {
        case .fixed(let from, let to):
            let range = ResolvedRange(from: from.instant(in: zone), to: to.instant(in: zone))
            guard range.from < range.to else {
                throw DefinitionError(
                    .outOfRange, at: pointer,
                    "The range from \(from.text) to \(to.text) holds no time; 'to' must lie after "
                        + "'from' and is itself not included.")
            }
            return range
        case .last(let count, let unit):
            return Self.units(unit, from: 1 - count, to: 1, in: zone, now: now)
        case .this(let unit): return Self.units(unit, from: 0, to: 1, in: zone, now: now)
        case .previous(let unit): return Self.units(unit, from: -1, to: 0, in: zone, now: now)
        }
    }

    private static func units(
        _ unit: Unit, from: Int, to: Int, in zone: Zone, now: Int64
    ) -> ResolvedRange {
        ResolvedRange(
            from: unit.start(containing: now, adding: from, in: zone),
            to: unit.start(containing: now, adding: to, in: zone))
    }
}

extension TimeRange.Unit {
    /// The instant at which the unit that holds `now` begins, moved by `count` units.
    package func start(containing now: Int64, adding count: Int, in zone: Zone) -> Int64 {
        let today = zone.date(of: now)
        switch self {
        case .hour:
            // By instants, since a wall clock may show the same hour twice.
            let hour = TimeSpan.Unit.hour.milliseconds
            let local = zone.local(now)
            return now - (local - floorDivide(local, hour) * hour) + Int64(count) * hour
        case .day: return zone.start(of: CivilDate(daysSinceEpoch: today.daysSinceEpoch + count))
        case .week:
            let monday = today.daysSinceEpoch - today.weekday
            return zone.start(of: CivilDate(daysSinceEpoch: monday + 7 * count))
        case .month: return zone.start(of: today.firstOfMonth(adding: count))
        case .year:
            return zone.start(of: CivilDate(year: today.year + count, month: 1, day: 1))
        }
    }
}
