extension TrendResult {
    /// The result as `docs/guide/trend.md` shows it.
    package var json: JSONValue {
        var members = context.members(kind: "trend")
        members.append(.init("period", .string(trend.period.rawValue)))
        if let range = timelines.compared?.range {
            members.append(
                .init(
                    "compared",
                    ["from": .string(text(range.from)), "to": .string(text(range.to))]))
        }
        members.append(.init("series", .array(series.map(json))))
        if !trend.formulas.isEmpty {
            members.append(.init("formulas", .array(ratios.map(json))))
        }
        return .object(members)
    }

    private func json(of series: TrendSeries) -> JSONValue {
        let asked = trend.series[series.series]
        var members: [JSONValue.Member] = [
            .init("segment", series.segment.json),
            .init("series", .integer(Int64(series.series + 1))),
            .init("label", .string(asked.title)),
            .init("measure", .string(asked.measure.name.rawValue)),
        ]
        if let name = asked.measure.property { members.append(.init("property", .string(name))) }
        members.append(.init("breakdown", json(of: series.breakdown)))
        return .object(members + lines(current(series), compared(series)))
    }

    private func json(of ratio: TrendRatio) -> JSONValue {
        .object(
            [
                .init("segment", ratio.segment.json),
                .init("label", .string(ratio.formula.title)),
                .init(
                    "ratio",
                    [
                        .integer(Int64(ratio.formula.numerator)),
                        .integer(Int64(ratio.formula.denominator)),
                    ]),
                .init("breakdown", json(of: ratio.breakdown)),
            ] + lines(ratio.current, ratio.compared))
    }

    private func json(of value: BreakdownValue?) -> JSONValue {
        value.map { .string($0.title) } ?? .null
    }

    private func lines(_ current: TrendRow, _ compared: TrendRow?) -> [JSONValue.Member] {
        var members = self.members(of: current)
        if let compared { members.append(.init("compared", .object(self.members(of: compared)))) }
        return members
    }

    private func members(of row: TrendRow) -> [JSONValue.Member] {
        [
            .init("points", .array(row.points.map(json))),
            .init("total", json(of: row.total)),
        ]
    }

    private func json(of point: TrendRow.Point) -> JSONValue {
        var members: [JSONValue.Member] = []
        if let start = point.start { members.append(.init("start", .string(text(start)))) }
        members.append(.init("value", Self.number(point.value)))
        if let users = point.users { members.append(.init("users", .integer(Int64(users)))) }
        members.append(.init("complete", .boolean(point.isComplete)))
        if let element = point.element { members.append(.init("element", .string(element.id))) }
        return .object(members)
    }

    private func text(_ instant: Int64) -> String { context.zone.text(instant) }

    /// Whole numbers without a point, as far as they are exact.
    private static func number(_ value: Double?) -> JSONValue {
        guard let value else { return .null }
        if value.magnitude < 0x1p53, let whole = Int64(exactly: value) { return .integer(whole) }
        return .number(value)
    }
}
