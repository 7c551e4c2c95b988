/// The answer to any question.
package enum Answer: Hashable, Sendable {
    case funnel(FunnelResult)
    case pages(PagesResult)

    package var json: JSONValue {
        switch self {
        case .funnel(let result): result.json
        case .pages(let result): result.json
        }
    }
}
