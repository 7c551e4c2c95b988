/// The answer to any question.
package enum Answer: Hashable, Sendable {
    case funnel(FunnelResult)
    case trend(TrendResult)

    package var json: JSONValue {
        switch self {
        case .funnel(let result): result.json
        case .trend(let result): result.json
        }
    }
}
