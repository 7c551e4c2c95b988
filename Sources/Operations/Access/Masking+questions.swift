package import Definitions

extension Masking {
    /// Refuses a question whose answer would show hidden values as its rows: a breakdown, a path of
    /// values. Counting with a filter is allowed.
    package func check(_ question: Question) throws(AccessError) {
        guard !isEmpty else { return }
        let estimates = hiddenEstimates(question.scope)
        for column in Self.shownColumns(question) {
            let isHidden =
                switch column {
                case .property(let name): hides(property: name, of: question.scope.dataset)
                case .attribute(let name):
                    hides(attribute: name) || estimates.contains(name)
                }
            if isHidden { throw .personalData(column.name) }
        }
    }

    /// The answer as it may be seen.
    package func shown(_ answer: Answer) -> Answer {
        guard !isEmpty else { return answer }
        switch answer {
        case .timeline(let result):
            let dataset = result.timeline.scope.dataset
            let estimates = hiddenEstimates(result.timeline.scope)
            return .timeline(
                result.hiding(
                    properties: { hides(property: $0, of: dataset) },
                    attributes: { hides(attribute: $0) || estimates.contains($0) },
                    mask: Self.mask))
        case .profile(let result):
            let estimates = hiddenEstimates(result.profile.scope)
            return .profile(
                result.without { hides(attribute: $0) || estimates.contains($0) })
        case .flow, .funnel, .pages, .retention, .trend: return answer
        }
    }

    /// Estimates that are worked out from hidden properties.
    private func hiddenEstimates(_ scope: Scope) -> Set<String> {
        Set(
            scope.estimates.filter { estimate in
                estimate.property.map { hides(property: $0, of: scope.dataset) } ?? false
            }.map(\.name))
    }

    private enum Column {
        case property(String)
        case attribute(String)

        var name: String {
            switch self {
            case .property(let name), .attribute(let name): name
            }
        }
    }

    /// What has its values in the rows of an answer.
    private static func shownColumns(_ question: Question) -> [Column] {
        switch question {
        case .funnel(let funnel):
            switch funnel.breakdown?.subject {
            case .property(let name, _): [.property(name)]
            case .attribute(let name): [.attribute(name)]
            case nil: []
            }
        case .trend(let trend):
            shown(trend.breakdown?.subject) + trend.series.flatMap { shown($0.measure) }
        case .retention(let retention): shown(retention.breakdown?.subject)
        case .flow(let flow):
            if case .property(let name) = flow.subject { [.property(name)] } else { [] }
        case .pages(let pages): shown(pages)
        case .profile(let profile): (profile.attributes ?? []).map { .attribute($0) }
        case .timeline: []
        }
    }

    /// One user's value stands for the series.
    private static func shown(_ measure: TrendMeasure) -> [Column] {
        switch measure {
        case .minimum(let name), .maximum(let name), .percentile(let name, _): [.property(name)]
        case .count, .users, .countPerUser, .sum, .average, .sumPerUser: []
        }
    }

    private static func shown(_ subject: Trend.Breakdown.Subject?) -> [Column] {
        switch subject {
        case .property(let name): [.property(name)]
        case .attribute(let name): [.attribute(name)]
        case nil: []
        }
    }

    private static func shown(_ pages: Pages) -> [Column] {
        let subjects = [pages.subject] + (pages.detail?.subjects ?? [])
        return subjects.compactMap { subject in
            if case .property(let name) = subject { .property(name) } else { nil }
        }
    }
}
