package import Definitions

/// The trend as `docs/guide/trend.md` words it, event by event: slow, plain, and the judge of all
/// engines.
package enum TrendReference {
    /// `range` nil: the days of the data.
    package static func answer(
        _ trend: Trend, over journeys: JourneySet, range: ResolvedRange? = nil
    ) throws -> TrendAnswer {
        let timelines = try timelines(trend, journeys, range)
        let asked = journeys.asked(by: trend.scope)
        let filter = ReferenceFilter(types: journeys.propertyTypes, zone: journeys.zone)
        var answer = TrendAnswer(series: [])
        for (segmentIndex, segment) in trend.segments.enumerated() {
            let members = journeys.users.filter {
                asked.contains($0.user) && segment.counts($0.user, journeys.segments)
            }
            for index in trend.series.indices {
                let events = members.flatMap { Self.events(of: $0, trend, index, filter) }
                let split = TrendSplit(
                    trend: trend, timelines: timelines, zone: journeys.zone, series: index,
                    segment: segmentIndex)
                split.add(events, to: &answer)
            }
        }
        return answer
    }

    package static func timelines(
        _ trend: Trend, _ journeys: JourneySet, _ range: ResolvedRange?
    ) throws -> TrendTimelines {
        let times = journeys.events.map(\.time)
        let range =
            range
            ?? Trend.wholeRange(from: times.min(), until: times.max(), in: journeys.zone)
        return try TrendTimelines(trend, range: range, zone: journeys.zone)
    }

    /// The user's events that the series counts, at any time.
    private static func events(
        of journey: Journey, _ trend: Trend, _ series: Int, _ filter: ReferenceFilter
    ) -> [TrendEvent] {
        let asked = trend.series[series]
        let matching = journey.events.filter {
            filter.passes(trend.scope.filters, $0) && filter.matches(asked.matcher, $0)
        }
        return matching.compactMap { event in
            var number = 0.0
            if let property = asked.measure.property {
                switch event.properties[property] {
                case .integer(let value): number = Double(value)
                case .number(let value): number = value
                default: return nil
                }
            }
            let split: Value? =
                switch trend.breakdown?.subject {
                case .property(let name): event.properties[name]
                case .attribute(let name): journey.attributes[name]
                case nil: nil
                }
            return TrendEvent(user: journey.user, time: event.time, number: number, split: split)
        }
    }
}

/// An event that a series counts.
struct TrendEvent {
    let user: String
    let time: Int64
    let number: Double
    let split: Value?
}

/// Splits the events of one series over rows and points.
struct TrendSplit {
    let trend: Trend
    let timelines: TrendTimelines
    let zone: Zone
    let series: Int
    let segment: Int

    func add(_ events: [TrendEvent], to answer: inout TrendAnswer) {
        add(nil, events, to: &answer)
        guard let breakdown = trend.breakdown else { return }
        let now = events.filter { timelines.current.range.contains($0.time) }
        let byValue = Dictionary(grouping: now.filter { $0.split != nil }, by: \.split)
        let values = byValue.sorted { left, right in
            left.value.count == right.value.count
                ? splitPrecedes(left.key, right.key) : left.value.count > right.value.count
        }.prefix(breakdown.limit).map(\.key)
        for value in values {
            let own = events.filter { $0.split == value }
            add(value.map { .value($0.words) }, own, to: &answer)
        }
        let others = events.filter { $0.split != nil && !values.contains($0.split) }
        if isShown(others) { add(.other, others, to: &answer) }
        let without = events.filter { $0.split == nil }
        if isShown(without) { add(BreakdownValue.none, without, to: &answer) }
    }

    private func isShown(_ events: [TrendEvent]) -> Bool {
        events.contains {
            timelines.current.range.contains($0.time)
                || timelines.compared?.range.contains($0.time) ?? false
        }
    }

    private func add(
        _ row: BreakdownValue?, _ events: [TrendEvent], to answer: inout TrendAnswer
    ) {
        let series = TrendSeries(
            segment: trend.segments[segment], series: series, breakdown: row,
            current: line(events, timelines.current),
            compared: timelines.compared.map { line(events, $0) })
        answer.series.append(series)
        for (element, _) in series.cells(in: trend) {
            let timeline = element.isCompared ? timelines.compared : timelines.current
            let inside = timeline.map { cell(events, $0, element.point) } ?? []
            answer.users[element] = Set(inside.map(\.user))
        }
    }

    private func line(_ events: [TrendEvent], _ timeline: TrendTimeline) -> TrendLine {
        TrendLine(
            points: (0..<timeline.count).map { measured(cell(events, timeline, $0)) },
            total: measured(cell(events, timeline, nil)))
    }

    /// The events of one point, found by the calendar unit that holds them; of all where it is nil.
    private func cell(
        _ events: [TrendEvent], _ timeline: TrendTimeline, _ point: Int?
    ) -> [TrendEvent] {
        events.filter { event in
            guard timeline.range.contains(event.time) else { return false }
            guard let point else { return true }
            let start = trend.period.unit.start(containing: event.time, adding: 0, in: zone)
            return start == timeline.start(of: point)
        }
    }

    private func measured(_ events: [TrendEvent]) -> TrendCell {
        let users = Set(events.map(\.user)).count
        let numbers = events.map(\.number).sorted()
        let sum = numbers.reduce(0, +)
        let value: Double? =
            switch trend.series[series].measure {
            case .count: Double(events.count)
            case .users: Double(users)
            case .countPerUser: users == 0 ? nil : Double(events.count) / Double(users)
            case .sum: sum
            case .sumPerUser: users == 0 ? nil : sum / Double(users)
            case .average: numbers.isEmpty ? nil : sum / Double(numbers.count)
            case .minimum: numbers.first
            case .maximum: numbers.last
            case .percentile(_, let percent):
                numbers.first { number in
                    numbers.count { $0 <= number } * 100 >= percent * numbers.count
                }
            }
        return TrendCell(value: value, users: users)
    }
}

extension SegmentChoice {
    fileprivate func counts(_ user: String, _ segments: [String: Set<String>]) -> Bool {
        switch self {
        case .all: true
        case .members(let id): segments[id]?.contains(user) ?? false
        case .others(let id): !(segments[id]?.contains(user) ?? false)
        }
    }
}
