extension FunnelResult {
    /// The result as `docs/guide/funnel.md` shows it.
    package var json: JSONValue {
        .object(
            context.members(kind: "funnel") + [
                .init("unit", .string(funnel.unit.rawValue)),
                .init(
                    "histogram_bounds_ms",
                    .array(TimeStatistics.bucketBounds.map { .integer($0) })),
                .init("series", .array(series.map(json))),
            ])
    }

    private func json(of series: FunnelSeries) -> JSONValue {
        [
            "segment": series.segment.json,
            "breakdown": series.breakdown.map { .string($0.title) } ?? .null,
            "steps": .array(steps(of: series).map(\.json)),
        ]
    }
}

extension FunnelStep {
    var json: JSONValue {
        [
            "label": .string(label),
            "count": .integer(Int64(count)),
            "users": .integer(Int64(users)),
            "from_first": .number(fromFirst),
            "from_previous": .number(fromPrevious),
            "stopped": .integer(Int64(stopped)),
            "stopped_users": .integer(Int64(stoppedUsers)),
            "time_from_first_ms": timeFromFirst.json,
            "time_from_previous_ms": timeFromPrevious.json,
            "converted": .string(converted.id),
            "dropped": .string(dropped.id),
        ]
    }
}
