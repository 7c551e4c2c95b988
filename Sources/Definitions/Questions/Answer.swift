/// The answer to any question.
package enum Answer: Hashable, Sendable {
    case flow(FlowResult)
    case funnel(FunnelResult)
    case pages(PagesResult)
    case profile(ProfileResult)
    case retention(RetentionResult)
    case timeline(TimelineResult)
    case trend(TrendResult)

    package var json: JSONValue {
        switch self {
        case .flow(let result): result.json
        case .funnel(let result): result.json
        case .pages(let result): result.json
        case .profile(let result): result.json
        case .retention(let result): result.json
        case .timeline(let result): result.json
        case .trend(let result): result.json
        }
    }
}
