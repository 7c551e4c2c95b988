/// A funnel's answer: its series, and what they rest on.
package struct FunnelResult: Hashable, Sendable {
    package let funnel: Funnel
    package let context: AnswerContext
    package let series: [FunnelSeries]

    package init(funnel: Funnel, context: AnswerContext, series: [FunnelSeries]) {
        self.funnel = funnel
        self.context = context
        self.series = series
    }
}

/// One step of one series, with the rates and names that people read.
package struct FunnelStep: Hashable, Sendable {
    package let label: String
    package let count: Int
    package let users: Int
    package let fromFirst: Double
    package let fromPrevious: Double
    package let stopped: Int
    package let stoppedUsers: Int
    package let timeFromFirst: TimeStatistics
    package let timeFromPrevious: TimeStatistics
    package let converted: FunnelElement
    package let dropped: FunnelElement
}

extension FunnelResult {
    /// The steps of one of the result's series.
    package func steps(of series: FunnelSeries) -> [FunnelStep] {
        let seriesIndex = funnel.segments.firstIndex(of: series.segment) ?? 0
        let tally = series.tally
        return funnel.steps.indices.map { index in
            let isLast = index == funnel.steps.count - 1
            let count = tally.reached[index]
            let users = tally.users[index]
            func element(_ group: FunnelElement.Group) -> FunnelElement {
                FunnelElement(
                    group, step: index + 1, series: seriesIndex, breakdown: series.breakdown)
            }
            return FunnelStep(
                label: funnel.steps[index].title, count: count, users: users,
                fromFirst: Self.share(count, of: tally.reached[0]),
                fromPrevious: Self.share(count, of: tally.reached[max(0, index - 1)]),
                stopped: count - (isLast ? 0 : tally.reached[index + 1]),
                stoppedUsers: users - (isLast ? 0 : tally.users[index + 1]),
                timeFromFirst: tally.timeFromFirst[index],
                timeFromPrevious: tally.timeFromPrevious[index],
                converted: element(.converted), dropped: element(.dropped))
        }
    }

    private static func share(_ part: Int, of whole: Int) -> Double {
        whole == 0 ? 0 : Double(part) / Double(whole)
    }
}
